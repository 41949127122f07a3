namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>
/// All that a task hub keeps: one partition an instance, which is an orchestration or an entity. Safe for concurrent use by any number of
/// processes, of which one at a time holds the lease and commits.
/// </summary>
internal interface IHubStore
{
    /// <summary>Makes tables and containers exist.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Record, history, inbox and outbox, each in order. Null when nothing of that id exists, neither record nor inbox.</summary>
    Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>The record alone.</summary>
    Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>
    /// All or nothing, as seen by <see cref="LoadAsync"/> and <see cref="FindAsync"/>. False: the record's version was not the expected
    /// one, or the fencing token is below the hub's. An exception leaves open whether it was done.
    /// </summary>
    Task<bool> CommitAsync(InstanceCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a message to an instance's inbox, from any process, and makes the instance pending, so that the active process finds it. The
    /// same message id again is harmless while the message is there; ids of consumed messages are the receiver's to recognise.
    /// </summary>
    Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Removes messages for an instance that has no record, by the active process, which will not take them in. Others that arrive meanwhile
    /// stay.
    /// </summary>
    Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken);

    /// <summary>Every instance with an inbox, an outbox or a running state, and maybe a few more: for start-up and take-over.</summary>
    IAsyncEnumerable<string> PendingAsync(CancellationToken cancellationToken);

    /// <summary>Instances that other processes enqueued to since the last poll; seen within 250 ms.</summary>
    Task<IReadOnlyList<string>> PollArrivalsAsync(CancellationToken cancellationToken);

    /// <summary>Records in the order of their ids.</summary>
    IAsyncEnumerable<InstanceRecord> QueryAsync(string? idPrefix, CancellationToken cancellationToken);

    /// <summary>Removes the instance with all that belongs to it. False when there was none.</summary>
    Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Makes this the hub's one active process. Null when another is.</summary>
    Task<IHubLease?> TryAcquireAsync(CancellationToken cancellationToken);
}
