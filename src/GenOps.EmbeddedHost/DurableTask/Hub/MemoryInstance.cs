namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>One instance of a <see cref="MemoryHub"/>.</summary>
internal sealed class MemoryInstance
{
    internal InstanceRecord? Record { get; set; }

    internal List<HistoryEvent> History { get; } = [];

    internal SortedDictionary<string, HubMessage> Inbox { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, OutboxMessage> Outbox { get; } = new(StringComparer.Ordinal);

    internal bool IsPending => Inbox.Count > 0 || Outbox.Count > 0 || Record is { IsFinished: false, IsEntity: false };

    internal InstanceSnapshot Snapshot() => new(Record, [.. History], [.. Inbox.Values], [.. Outbox.Values]);

    internal void Apply(InstanceCommit commit)
    {
        if (commit.ReplaceHistory)
        {
            History.Clear();
        }

        foreach (var added in commit.NewHistory)
        {
            if (added.Sequence != History.Count)
            {
                throw new ArgumentException($"History event {added.Sequence} does not follow the {History.Count} there are.", nameof(commit));
            }

            History.Add(added);
        }

        foreach (var id in commit.ConsumedInbox)
        {
            Inbox.Remove(id);
        }

        foreach (var added in commit.AddedInbox)
        {
            Inbox[added.Id] = added;
        }

        foreach (var id in commit.DoneOutbox)
        {
            Outbox.Remove(id);
        }

        foreach (var added in commit.AddedOutbox)
        {
            Outbox[added.Id] = added;
        }

        Record = commit.Record;
    }
}
