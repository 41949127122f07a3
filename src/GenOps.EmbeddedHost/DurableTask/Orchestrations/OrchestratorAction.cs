using GenOps.EmbeddedHost.DurableTask.History;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Something an orchestrator asks for in a turn, with all that is needed to do it.</summary>
/// <param name="Head">What a replay has to repeat.</param>
internal sealed record OrchestratorAction(TurnAction Head)
{
    /// <summary>A function's or operation's input, an event's payload.</summary>
    public string? Data { get; init; }

    /// <summary>The instance it goes to, if any.</summary>
    public string TargetId { get; init; } = "";

    /// <summary>An operation's or event's name.</summary>
    public string Name { get; init; } = "";

    public DateTimeOffset? At { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
