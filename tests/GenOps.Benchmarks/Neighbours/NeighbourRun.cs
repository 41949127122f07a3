using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Neighbours;

/// <summary>One tenant calls one by one, alone and while another floods, taking turns.</summary>
internal static class NeighbourRun
{
    private const int FloodCallers = 64;

    public static async Task<Topic> RunAsync(Effort effort) => new("neighbour",
    [
        .. await RunAsync(effort, TimeSpan.FromMilliseconds(50), effort.Seconds(5), Target.AtMost(2)),
        .. await RunAsync(effort, TimeSpan.Zero, effort.Seconds(2), null),
    ]);

    private static async Task<Figure[]> RunAsync(Effort effort, TimeSpan latency, TimeSpan turn, Target? target)
    {
        await using var provider = await BareProvider.StartAsync(latency);
        await using var app = await GovernedApp.StartAsync(provider.Urls.Single());
        var (quietKey, floodKey) = (await app.CreateTenantAsync("quiet"), await app.CreateTenantAsync("flood"));
        await FloodedAsync(app.Address, quietKey, floodKey, effort.Seconds(3));
        var floodRates = new List<double>();
        var turns = await Turns.TakeAsync(
            effort.Pairs,
            () => HttpLoad.RunAsync(app.Address, quietKey, 1, turn),
            async () =>
            {
                var (quiet, flood) = await FloodedAsync(app.Address, quietKey, floodKey, turn);
                floodRates.Add(flood.Rate);
                return quiet;
            });
        foreach (var (alone, flooded) in turns)
        {
            Console.WriteLine($"provider {latency.TotalMilliseconds:0} ms: alone {alone}   beside the flood {flooded}");
        }

        var (aloneP99, floodedP99) = (P99(turns.SelectMany(static pair => pair.A.Workers)), P99(turns.SelectMany(static pair => pair.B.Workers)));
        var name = $"provider {latency.TotalMilliseconds:0} ms";
        return
        [
            new($"{name}: p99 beside the flood to p99 alone", floodedP99 / aloneP99, "0.00", target,
                $"The flood makes {Turns.Median(floodRates):N0} calls/s, and its callers, the provider and the app share the cores: the quiet caller queues for them."),
            new($"{name}: p99 alone", aloneP99 / 1000, "0.00 'ms'"),
            new($"{name}: p99 beside the flood", floodedP99 / 1000, "0.00 'ms'"),
            new($"{name}: the flood", Turns.Median(floodRates), "#,0 'calls/s'"),
        ];
    }

    private static double P99(IEnumerable<Latencies> workers) => Latencies.Percentile(workers, 0.99);

    private static async Task<(LoadResult Quiet, LoadResult Flood)> FloodedAsync(Uri address, string quietKey, string floodKey, TimeSpan duration)
    {
        var flood = HttpLoad.RunAsync(address, floodKey, FloodCallers, duration);
        var quiet = await HttpLoad.RunAsync(address, quietKey, 1, duration);
        return (quiet, await flood);
    }
}
