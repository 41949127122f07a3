using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

/// <summary>
/// A store whose commits fail where a test says: before they are done or after, with the process going on or losing everything it has in
/// memory. Losing the lease is the same as a crash, because a new session begins with nothing but the store.
/// </summary>
internal sealed class FaultyHubStore(IHubStore inner) : IHubStore
{
    private readonly Lock _gate = new();
    private IHubLease? _lease;
    private CancellationTokenSource? _cut;

    internal enum Fault
    {
        None,
        Before,
        After,
        CrashBefore,
        CrashAfter,
    }

    /// <summary>What happens to the commit that begins now.</summary>
    internal Func<Fault> Next { get; set; } = static () => Fault.None;

    internal int Commits { get; private set; }

    public async Task<bool> CommitAsync(InstanceCommit commit, CancellationToken cancellationToken)
    {
        Fault fault;
        lock (_gate)
        {
            Commits++;
            fault = Next();
        }

        if (fault is Fault.After or Fault.CrashAfter or Fault.None)
        {
            var isDone = await inner.CommitAsync(commit, cancellationToken);
            if (fault == Fault.None)
            {
                return isDone;
            }
        }

        if (fault is Fault.CrashBefore or Fault.CrashAfter)
        {
            await CrashAsync();
        }

        throw new IOException($"the commit failed: {fault}");
    }

    public async Task<IHubLease?> TryAcquireAsync(CancellationToken cancellationToken)
    {
        if (await inner.TryAcquireAsync(cancellationToken) is not { } lease)
        {
            return null;
        }

        var cut = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost);
        lock (_gate)
        {
            _lease = lease;
            _cut = cut;
        }

        return new CutLease(lease, cut.Token);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.LoadAsync(instanceId, cancellationToken);

    public Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.FindAsync(instanceId, cancellationToken);

    public Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken) =>
        inner.EnqueueAsync(instanceId, message, cancellationToken);

    public Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        inner.DiscardAsync(instanceId, messageIds, cancellationToken);

    public IAsyncEnumerable<string> PendingAsync(CancellationToken cancellationToken) => inner.PendingAsync(cancellationToken);

    public Task<IReadOnlyList<string>> PollArrivalsAsync(CancellationToken cancellationToken) => inner.PollArrivalsAsync(cancellationToken);

    public IAsyncEnumerable<InstanceRecord> QueryAsync(string? idPrefix, CancellationToken cancellationToken) =>
        inner.QueryAsync(idPrefix, cancellationToken);

    public Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.DeleteAsync(instanceId, cancellationToken);

    /// <summary>The hub is free for another session before this one learns that it has lost it.</summary>
    private async Task CrashAsync()
    {
        CancellationTokenSource? cut;
        IHubLease? lease;
        lock (_gate)
        {
            (cut, lease) = (_cut, _lease);
            _lease = null;
        }

        if (lease is not null)
        {
            await lease.DisposeAsync();
            await cut!.CancelAsync();
        }
    }

    private sealed class CutLease(IHubLease inner, CancellationToken lost) : IHubLease
    {
        public long FencingToken => inner.FencingToken;

        public CancellationToken Lost => lost;

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
