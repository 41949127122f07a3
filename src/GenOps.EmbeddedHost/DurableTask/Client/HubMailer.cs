using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>Puts messages into inboxes, from outside of any instance.</summary>
internal sealed class HubMailer(IHubStore store, DurableEngine engine, MessageIds ids)
{
    internal async Task SendAsync(string instanceId, MessageBody body, DateTimeOffset? visibleAt, CancellationToken cancellationToken)
    {
        var message = new HubMessage(ids.Next(), body.Kind.ToString(), body.Write(), visibleAt);
        await store.EnqueueAsync(instanceId, message, cancellationToken);
        engine.Session?.PostStored(instanceId, message);
    }
}
