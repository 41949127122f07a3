using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using GenOps.Azurite;
using GenOps.EmbeddedHost.DurableTask.Tables;
using GenOps.EmbeddedHost.Tests.DurableTask.Hub;
using GenOps.TestKit;

[assembly: AssemblyFixture(typeof(TableHubFixture))]

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>One Azurite for all tests, started with the first that needs it; each test has a hub of its own.</summary>
public sealed class TableHubFixture : IAsyncLifetime
{
    /// <summary>On a busy machine a test may be paused for longer than an app should be.</summary>
    internal static readonly TableHubOptions Patient = new() { LeaseDuration = TimeSpan.FromSeconds(60) };

    private readonly Lazy<Task<AzuriteInstance>> _azurite = new(() => TestAzurite.StartAsync());
    private int _lastHub;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_azurite.IsValueCreated)
        {
            await (await _azurite.Value).DisposeAsync();
        }
    }

    internal string NewHub() => string.Create(CultureInfo.InvariantCulture, $"Test{Interlocked.Increment(ref _lastHub)}");

    internal async Task<TableHubStore> OpenAsync(string hub, TableHubOptions? options = null, FaultyHandler? handler = null, TimeProvider? time = null)
    {
        var connection = HubConnection.Parse(await ConnectionStringAsync());
        return new TableHubStore(connection, new HubNames(hub), options ?? Patient, time ?? TimeProvider.System, handler);
    }

    internal async Task<TableHubStore> OpenNewAsync(string hub, TableHubOptions? options = null, FaultyHandler? handler = null, TimeProvider? time = null)
    {
        var store = await OpenAsync(hub, options, handler, time);
        await store.PrepareAsync(CancellationToken.None);
        return store;
    }

    internal async Task<HubStores> OpenTwoAsync()
    {
        var hub = NewHub();
        return new HubStores(await OpenNewAsync(hub), await OpenAsync(hub));
    }

    /// <summary>Ends the hub's lease as storage does when its holder no longer renews it.</summary>
    internal async Task BreakLeaseAsync(string hub) =>
        await (await ContainerAsync(hub)).GetBlobClient("lease").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);

    internal async Task<int> CountLargeTextsAsync(string hub)
    {
        var options = new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = "large/" };
        return (await (await ContainerAsync(hub)).GetBlobsAsync(options).ListAsync()).Count;
    }

    internal async Task<string> ConnectionStringAsync() => (await _azurite.Value).ConnectionString;

    private async Task<BlobContainerClient> ContainerAsync(string hub) =>
        new(await ConnectionStringAsync(), new HubNames(hub).Container);
}
