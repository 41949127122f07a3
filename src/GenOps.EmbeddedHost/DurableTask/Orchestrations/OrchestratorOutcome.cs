using GenOps.EmbeddedHost.DurableTask.History;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>What one turn of an orchestrator came to.</summary>
internal sealed record OrchestratorOutcome
{
    /// <summary>What the turn adds to history.</summary>
    public required Turn Turn { get; init; }

    /// <summary>What is to be done for it.</summary>
    public IReadOnlyList<OrchestratorAction> Actions { get; init; } = [];

    /// <summary>Null while the orchestrator waits.</summary>
    public OrchestratorEnd? End { get; init; }

    public string? CustomStatus { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>Timers that nobody waits for any more.</summary>
    public IReadOnlyCollection<int> CancelledTimers { get; init; } = [];
}

/// <summary>How an orchestrator's execution ended.</summary>
internal abstract record OrchestratorEnd
{
    private OrchestratorEnd()
    {
    }

    internal sealed record Completed(string? Output) : OrchestratorEnd;

    internal sealed record Failed(TaskFailureDetails Failure) : OrchestratorEnd;

    internal sealed record Continued(string? Input, IReadOnlyList<TurnInput> Events) : OrchestratorEnd;
}
