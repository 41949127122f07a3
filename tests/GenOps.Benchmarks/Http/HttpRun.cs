using System.Globalization;
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

    public static async Task<Topic> RunAsync(Effort effort)
    {
        var (full, perTransaction) = await TakeAsync(effort, Connections, 4);
        var (alone, _) = await TakeAsync(effort, connections: 1, 2);
        var (bare, governed) = (Median(full, static turn => turn.A.ProcessorMicroseconds), Median(full, static turn => turn.B.ProcessorMicroseconds));
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"Client, provider and both servers share two cores that have no time to spare: together they take {bare:0} us of processor time for a bare call and {governed:0} us for a governed one, and each call queues behind the others.");
        return new Topic("http",
        [
            new("calls/s, governed to bare", Median(full, static turn => turn.B.Rate / turn.A.Rate), "0.00", Target.AtLeast(0.65), reason),
            new("added to the p50", Median(full, static turn => turn.B.P50 - turn.A.P50), "#,0 'us'", Target.AtMost(250), reason),
            new("added to the p99", Median(full, static turn => turn.B.P99 - turn.A.P99), "#,0 'us'", Target.AtMost(1_000), reason),
            new("one connection, nothing to queue for: added to the p50", Median(alone, static turn => turn.B.P50 - turn.A.P50), "#,0 'us'"),
            new("one connection, nothing to queue for: added to the p99", Median(alone, static turn => turn.B.P99 - turn.A.P99), "#,0 'us'"),
            new("processor time of a call on all sides, bare", bare, "0.0 'us'"),
            new("processor time of a call on all sides, governed", governed, "0.0 'us'"),
            new("entries a transaction", perTransaction, "0.0"),
            new("bare", Median(full, static turn => turn.A.Rate), "#,0 'calls/s'"),
            new("governed", Median(full, static turn => turn.B.Rate), "#,0 'calls/s'"),
        ]);
    }

    private static async Task<(IReadOnlyList<(LoadResult A, LoadResult B)> Turns, double EntriesPerTransaction)> TakeAsync(Effort effort, int connections, double seconds)
    {
        await using var provider = await BareProvider.StartAsync();
        await using var passThrough = await PassThrough.StartAsync(provider.Urls.Single());
        var rows = new CountedRows(new MemoryRowStores(TimeProvider.System));
        await using var app = await GovernedApp.StartAsync(provider.Urls.Single(), services => services.AddSingleton<IRowStores>(rows));
        var key = await app.CreateTenantAsync("acme");
        await HttpLoad.RunAsync(passThrough.Address, key, connections, effort.Seconds(seconds));
        await HttpLoad.RunAsync(app.Address, key, connections, effort.Seconds(seconds * 1.5));
        var turns = await Turns.TakeAsync(
            effort.Pairs,
            () => HttpLoad.RunAsync(passThrough.Address, key, connections, effort.Seconds(seconds)),
            () => HttpLoad.RunAsync(app.Address, key, connections, effort.Seconds(seconds)));
        foreach (var (bare, governed) in turns)
        {
            Console.WriteLine($"connections {connections}   bare {bare}   governed {governed}   ratio {governed.Rate / bare.Rate:0.00}");
        }

        return (turns, (double)rows.Entries / rows.Transactions);
    }

    private static double Median(IEnumerable<(LoadResult A, LoadResult B)> turns, Func<(LoadResult A, LoadResult B), double> value) => Turns.Median(turns.Select(value));
}
