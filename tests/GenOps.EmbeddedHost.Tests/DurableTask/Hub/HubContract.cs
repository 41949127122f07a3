using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>What all contracts of a hub store begin with: a hub of the test's own, whose first process is the active one.</summary>
public abstract class HubContract : IAsyncLifetime
{
    private IHubLease? _lease;

    private protected static CancellationToken Never => CancellationToken.None;

    private protected IHubStore Store { get; private set; } = null!;

    private protected IHubStore Other { get; private set; } = null!;

    private protected IHubLease Lease => _lease!;

    private protected long Token => Lease.FencingToken;

    public async ValueTask InitializeAsync()
    {
        (Store, Other) = await OpenAsync();
        _lease = await Store.TryAcquireAsync(Never);
        Assert.NotNull(_lease);
    }

    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<HubStores> OpenAsync();

    private protected async Task CommitAsync(InstanceCommit commit) => Assert.True(await Store.CommitAsync(commit, Never));

    private protected async Task<InstanceSnapshot> LoadAsync(string id) =>
        await Store.LoadAsync(id, Never) ?? throw new InvalidOperationException($"There is no '{id}'.");
}
