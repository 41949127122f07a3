namespace GenOps.EmbeddedHost.DurableTask.History;

/// <summary>One step of an orchestration: what it was told at a time, and what it asked for then. Stored as one history event.</summary>
internal sealed record Turn(DateTimeOffset At, IReadOnlyList<TurnInput> Inputs, IReadOnlyList<TurnAction> Actions)
{
    internal const string EventKind = "turn";
}
