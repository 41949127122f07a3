using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>What a batch of operations came to: results in the order of the operations.</summary>
internal sealed record EntityOutcome(string? State, IReadOnlyList<EntityResult> Results, IReadOnlyList<EntitySend> Sends);

/// <summary>How one operation ended.</summary>
internal sealed record EntityResult(string? Result, TaskFailureDetails? Failure);
