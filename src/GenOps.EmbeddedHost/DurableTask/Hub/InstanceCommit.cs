namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>What one turn of an instance changes, all at once.</summary>
internal sealed record InstanceCommit
{
    public required InstanceRecord Record { get; init; }

    /// <summary>The stored record's version; null when there must be none yet.</summary>
    public required long? ExpectedVersion { get; init; }

    public required long FencingToken { get; init; }

    public IReadOnlyList<HistoryEvent> NewHistory { get; init; } = [];

    /// <summary>The new history replaces the old one, when an orchestration starts over or continues as new.</summary>
    public bool ReplaceHistory { get; init; }

    /// <summary>Ids of inbox messages that are now taken in; some may be gone already.</summary>
    public IReadOnlyList<string> ConsumedInbox { get; init; } = [];

    /// <summary>The instance's own timers.</summary>
    public IReadOnlyList<HubMessage> AddedInbox { get; init; } = [];

    public IReadOnlyList<OutboxMessage> AddedOutbox { get; init; } = [];

    public IReadOnlyList<string> DoneOutbox { get; init; } = [];

    /// <summary>False: at rest, so that the instance may leave the pending index once its inbox is empty.</summary>
    public required bool IsPending { get; init; }
}
