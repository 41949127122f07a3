using GenOps.Application.Storage;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Memory;

/// <summary>
/// The whole app after every tenant of many has called once, each with a key of its own. Storage is in the same heap and outlives the app:
/// what is gone when the app has stopped is what the app itself held.
/// </summary>
internal static class TenantHeap
{
    private const int Connections = 16;

    public static async Task<Figure[]> RunAsync(int tenants)
    {
        var (running, stores) = await CallAsync(tenants);
        var held = running - Heap.LiveMegabytes();
        GC.KeepAlive(stores);
        return
        [
            new($"heap of the app with {tenants:N0} active tenants", held, "0.0 'MB'", Target.AtMost(50),
                FormattableString.Invariant($"Each active tenant has an account's owner, what that knows of its rows, and a key in memory: {1000 * held / tenants:0.0} kB a tenant.")),
            new("the same with all rows of memory storage", running, "0.0 'MB'"),
        ];
    }

    private static async Task<(double Megabytes, IRowStores Stores)> CallAsync(int tenants)
    {
        await using var provider = await BareProvider.StartAsync();
        await using var app = await GovernedApp.StartAsync(provider.Urls.Single());
        await CallAsync(app, tenants);
        return (Heap.LiveMegabytes(), app.Stores);
    }

    private static async Task CallAsync(GovernedApp app, int tenants)
    {
        using var client = HttpLoad.Client(app.Address, Connections);
        await Parallel.ForAsync(0, tenants, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (tenant, _) =>
        {
            var key = await app.CreateTenantAsync($"tenant-{tenant}");
            using var response = await HttpLoad.SendAsync(client, key, ChatSample.Request);
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
        });
    }
}
