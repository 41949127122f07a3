using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>A row for the outbox with what it says, so that it need not be read back to be handed over.</summary>
internal sealed record Outgoing(OutboxMessage Stored, MessageBody Body)
{
    internal bool IsActivity => Body.Kind == MessageKind.Activity;

    internal static Outgoing To(string target, string id, MessageBody body, DateTimeOffset? visibleAt = null) =>
        new(new OutboxMessage(id, target, body.Kind.ToString(), body.Write(), visibleAt), body);

    internal static Outgoing FromStore(OutboxMessage stored) => new(stored, MessageBody.Read(stored.Kind, stored.Json));
}
