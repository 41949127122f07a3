using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>A plan with the bookkeeping of messages around it.</summary>
/// <param name="Plan">What the instance itself changes.</param>
/// <param name="Done">Outbox rows to clear.</param>
/// <param name="Consumed">Inbox rows to clear.</param>
/// <param name="HasTaken">Whether a message was taken in that has to be remembered.</param>
internal sealed record PlannedTurn(TurnPlan Plan, IReadOnlyList<Outgoing> Done, IReadOnlyList<string> Consumed, bool HasTaken)
{
    internal bool ChangesNothing(InstanceRecord? before) =>
        ReferenceEquals(Plan.Record, before) && Plan.NewTurns.Count == 0 && Plan.Outgoing.Count == 0 && Plan.AddedInbox.Count == 0
        && Done.Count == 0 && Consumed.Count == 0 && !HasTaken;
}
