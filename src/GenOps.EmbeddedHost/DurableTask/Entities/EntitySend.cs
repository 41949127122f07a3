namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>What an operation sends to another instance if it succeeds.</summary>
internal sealed record EntitySend(string TargetId, Messages.MessageBody Body, DateTimeOffset? At);
