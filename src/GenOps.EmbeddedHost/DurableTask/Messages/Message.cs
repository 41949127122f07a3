using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>A message on its way to an instance.</summary>
/// <param name="Id">That of the inbox or outbox row that holds it.</param>
/// <param name="Origin">Who holds it.</param>
/// <param name="SenderId">The instance whose outbox holds it; null when none does.</param>
/// <param name="Body">What it says.</param>
/// <param name="VisibleAt">Not to be looked at before then.</param>
/// <param name="Bytes">Roughly its size.</param>
internal sealed record Message(
    string Id, MessageOrigin Origin, string? SenderId, MessageBody Body, DateTimeOffset? VisibleAt, int Bytes)
{
    internal MessageKind Kind => Body.Kind;

    internal static Message FromInbox(HubMessage stored) =>
        new(stored.Id, MessageOrigin.Inbox, null, MessageBody.Read(stored.Kind, stored.Json), stored.VisibleAt, stored.Json.Length);

    internal static Message FromPeer(string senderId, OutboxMessage stored, MessageBody body) =>
        new(stored.Id, MessageOrigin.Peer, senderId, body, stored.VisibleAt, stored.Json.Length);
}
