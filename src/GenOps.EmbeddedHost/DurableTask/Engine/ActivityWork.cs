using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>An activity to run, and the outbox row it is kept in.</summary>
internal sealed record ActivityWork(string InstanceId, string OutboxId, ActivityBody Body);
