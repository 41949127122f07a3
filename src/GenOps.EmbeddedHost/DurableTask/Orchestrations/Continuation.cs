namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>An orchestrator's wish to start over.</summary>
internal sealed record Continuation(string? Input, bool KeepsEvents);
