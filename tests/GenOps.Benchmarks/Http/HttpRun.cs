using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Benchmarks.Http;

/// <summary>The app and a bare pass-through before the same provider, taking turns.</summary>
internal static class HttpRun
{
    private const int Connections = 16;

    private const string Shared =
        "Client, provider and both servers share two cores, so whatever the governed call costs beyond the bare one is taken from all of them at once.";

    public static async Task<Topic> RunAsync(Effort effort)
    {
        await using var provider = await BareProvider.StartAsync();
        await using var passThrough = await PassThrough.StartAsync(provider.Urls.Single());
        var rows = new CountedRows(new MemoryRowStores(TimeProvider.System));
        await using var app = await GovernedApp.StartAsync(provider.Urls.Single(), services => services.AddSingleton<IRowStores>(rows));
        var key = await app.CreateTenantAsync("acme");
        await HttpLoad.RunAsync(passThrough.Address, key, Connections, effort.Seconds(3));
        await HttpLoad.RunAsync(app.Address, key, Connections, effort.Seconds(6));
        var turns = await Turns.TakeAsync(
            effort.Pairs,
            () => HttpLoad.RunAsync(passThrough.Address, key, Connections, effort.Seconds(4)),
            () => HttpLoad.RunAsync(app.Address, key, Connections, effort.Seconds(4)));
        foreach (var (bare, governed) in turns)
        {
            Console.WriteLine($"bare {bare}   governed {governed}   ratio {governed.Rate / bare.Rate:0.00}");
        }

        return new Topic("http",
        [
            new("calls/s, governed to bare", Turns.Median(turns.Select(static turn => turn.B.Rate / turn.A.Rate)), "0.00", Target.AtLeast(0.65), Shared),
            new("added to the p50", Turns.Median(turns.Select(static turn => turn.B.P50 - turn.A.P50)), "#,0 'us'", Target.AtMost(250), Shared),
            new("added to the p99", Turns.Median(turns.Select(static turn => turn.B.P99 - turn.A.P99)), "#,0 'us'", Target.AtMost(1_000), Shared),
            new("entries a transaction", (double)rows.Entries / rows.Transactions, "0.0"),
            new("bare", Turns.Median(turns.Select(static turn => turn.A.Rate)), "#,0 'calls/s'"),
            new("governed", Turns.Median(turns.Select(static turn => turn.B.Rate)), "#,0 'calls/s'"),
        ]);
    }
}
