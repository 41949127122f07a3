using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>What one turn deals with.</summary>
/// <param name="Messages">From the mailbox.</param>
/// <param name="Acknowledged">Outbox rows that others have taken over.</param>
/// <param name="Forgotten">Ids that no sender will repeat.</param>
internal sealed record TurnWork(
    IReadOnlyList<Message> Messages, IReadOnlyCollection<string> Acknowledged, IReadOnlyCollection<string> Forgotten);
