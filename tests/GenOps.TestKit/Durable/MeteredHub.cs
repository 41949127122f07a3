using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.TestKit.Durable;

/// <summary>A hub whose commits and messages are counted.</summary>
internal sealed class MeteredHub(IHubStore inner, HubMeter meter) : IHubStore, IDisposable
{
    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken) => inner.LoadAsync(instanceId, cancellationToken);

    public Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken) => inner.FindAsync(instanceId, cancellationToken);

    public Task<bool> CommitAsync(InstanceCommit commit, CancellationToken cancellationToken)
    {
        meter.Count(commit);
        return inner.CommitAsync(commit, cancellationToken);
    }

    public Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken)
    {
        meter.Count(message.Json);
        return inner.EnqueueAsync(instanceId, message, cancellationToken);
    }

    public Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        inner.DiscardAsync(instanceId, messageIds, cancellationToken);

    public IAsyncEnumerable<string> PendingAsync(CancellationToken cancellationToken) => inner.PendingAsync(cancellationToken);

    public Task<IReadOnlyList<string>> PollArrivalsAsync(CancellationToken cancellationToken) => inner.PollArrivalsAsync(cancellationToken);

    public IAsyncEnumerable<InstanceRecord> QueryAsync(string? idPrefix, CancellationToken cancellationToken) => inner.QueryAsync(idPrefix, cancellationToken);

    public Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken) => inner.DeleteAsync(instanceId, cancellationToken);

    public Task<IHubLease?> TryAcquireAsync(CancellationToken cancellationToken) => inner.TryAcquireAsync(cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
