using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// What one turn of an instance is to change. Version, times and the bookkeeping of messages are added when it is committed.
/// </summary>
/// <param name="Record">Null when there is nothing to keep: the messages were for an instance that does not exist.</param>
internal sealed record TurnPlan(InstanceRecord? Record)
{
    internal static readonly TurnPlan Nothing = new((InstanceRecord?)null);

    public IReadOnlyList<Turn> NewTurns { get; init; } = [];

    /// <summary>A new execution begins: what the old one still waits for does not matter any more.</summary>
    public bool ReplacesHistory { get; init; }

    /// <summary>The instance's own timers, and messages to itself.</summary>
    public IReadOnlyList<HubMessage> AddedInbox { get; init; } = [];

    /// <summary>Timers' rows that are of no use any more.</summary>
    public IReadOnlyList<string> DroppedInbox { get; init; } = [];

    /// <summary>Tasks of timers that the orchestrator has cancelled.</summary>
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    public IReadOnlyList<Outgoing> Outgoing { get; init; } = [];
}
