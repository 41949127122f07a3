using System.Collections.Immutable;
using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>The rows of one commit on top of one head.</summary>
internal sealed class CommitPlan
{
    private readonly InstanceHead _before;

    internal CommitPlan(InstanceCommit commit, InstanceHead before, LargeTextWriter large)
    {
        Check(commit, before);
        _before = before;
        var (partition, version) = (before.PartitionKey, commit.Record.Version);
        var generation = before.Generation + (commit.ReplaceHistory ? 1 : 0);
        Added =
        [
            .. commit.NewHistory.Select(step => InstanceRows.Write(partition, generation, step, version, large)),
            .. commit.AddedInbox.Select(message => InstanceRows.Write(partition, message, version, large)),
            .. commit.AddedOutbox.Select(message => InstanceRows.Write(partition, message, version, large)),
        ];
        var added = Added.Select(static row => row.RowKey).ToHashSet();
        if (added.Count < Added.Count)
        {
            throw new ArgumentException("A commit adds two rows of one key.", nameof(commit));
        }

        var replaced = commit.ReplaceHistory ? Enumerable.Range(0, before.HistoryCount) : [];
        Removed =
        [
            .. replaced.Select(sequence => RowKeys.History(before.Generation, sequence))
                .Concat(commit.ConsumedInbox.Select(RowKeys.Inbox))
                .Concat(commit.DoneOutbox.Select(RowKeys.Outbox))
                .Distinct()
                .Where(key => !added.Contains(key)),
        ];
        Head = RecordRow.Write(commit.Record, before, large);
        Head[InstanceHead.TokenColumn] = commit.FencingToken;
        Head[InstanceHead.GenerationColumn] = generation;
        Head[InstanceHead.DirtyColumn] = false;
    }

    internal TableEntity Head { get; }

    internal IReadOnlyList<TableEntity> Added { get; }

    internal IReadOnlyList<string> Removed { get; }

    internal TableTransactionActionType HeadAction =>
        _before.ETag is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace;

    internal static TableTransactionAction Write(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    internal IReadOnlyList<TableTransactionAction> Actions() =>
        [.. Added.Select(Write), .. Removed.Select(key => PartitionSweeper.Delete(_before.PartitionKey, key))];

    /// <summary>The head after the commit with the large texts it has now, and those that nothing names any more.</summary>
    internal (InstanceHead Head, IReadOnlyCollection<string> Unused) Finish(InstanceHead after)
    {
        var texts = _before.MessageTexts.RemoveRange(Removed).RemoveRange(Added.Select(static row => row.RowKey)).AddRange(
            from row in Added
            let name = row.GetBlobName(InstanceRows.JsonColumn)
            where name is not null
            select KeyValuePair.Create(row.RowKey, name));
        var used = texts.Values.Concat(after.RecordTexts.Values).ToHashSet();
        var unused = _before.MessageTexts.Values.Concat(_before.RecordTexts.Values).Where(name => !used.Contains(name));
        return (after with { MessageTexts = texts }, [.. unused]);
    }

    private static void Check(InstanceCommit commit, InstanceHead before)
    {
        if (commit.Record.Version != (commit.ExpectedVersion ?? 0) + 1)
        {
            throw new ArgumentException($"Version {commit.Record.Version} does not follow {commit.ExpectedVersion ?? 0}.", nameof(commit));
        }

        var next = commit.ReplaceHistory ? 0 : before.HistoryCount;
        foreach (var step in commit.NewHistory)
        {
            if (step.Sequence != next++)
            {
                throw new ArgumentException($"History has event {step.Sequence} where {next - 1} follows.", nameof(commit));
            }
        }

        if (commit.Record.HistoryCount != next)
        {
            throw new ArgumentException($"A history of {next} events is given as {commit.Record.HistoryCount}.", nameof(commit));
        }
    }
}
