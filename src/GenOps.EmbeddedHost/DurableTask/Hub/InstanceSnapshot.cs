namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>All of an instance. Without a record there is only an inbox: it has been asked to start.</summary>
internal sealed record InstanceSnapshot(
    InstanceRecord? Record, IReadOnlyList<HistoryEvent> History, IReadOnlyList<HubMessage> Inbox, IReadOnlyList<OutboxMessage> Outbox);
