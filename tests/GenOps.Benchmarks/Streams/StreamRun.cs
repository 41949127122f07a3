using System.Diagnostics;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Streams;

/// <summary>How much later a stream's first chunk comes than through a bare pass-through, taking turns.</summary>
internal static class StreamRun
{
    private const int Connections = 8;

    public static async Task<Topic> RunAsync(Effort effort)
    {
        await using var provider = await StreamProvider.StartAsync();
        await using var passThrough = await PassThrough.StartAsync(provider.Urls.Single());
        await using var app = await GovernedApp.StartAsync(provider.Urls.Single());
        var key = await app.CreateTenantAsync("acme");
        await FirstChunksAsync(passThrough.Address, key, effort.Seconds(2));
        await FirstChunksAsync(app.Address, key, effort.Seconds(4));
        var turns = await Turns.TakeAsync(
            effort.Pairs,
            () => FirstChunksAsync(passThrough.Address, key, effort.Seconds(4)),
            () => FirstChunksAsync(app.Address, key, effort.Seconds(4)));
        var bare = turns.SelectMany(static turn => turn.A).ToArray();
        var governed = turns.SelectMany(static turn => turn.B).ToArray();
        Console.WriteLine($"{bare.Sum(static worker => worker.Count):N0} streams bare, {governed.Sum(static worker => worker.Count):N0} governed");
        return new Topic("stream",
        [
            Added("p50", 0.5),
            Added("p99", 0.99),
            new("bare p50", Latencies.Percentile(bare, 0.5), "#,0 'us'"),
            new("governed p50", Latencies.Percentile(governed, 0.5), "#,0 'us'"),
            new("bare p99", Latencies.Percentile(bare, 0.99), "#,0 'us'"),
            new("governed p99", Latencies.Percentile(governed, 0.99), "#,0 'us'"),
        ]);

        Figure Added(string name, double share) =>
            new($"added to the first chunk, {name}", Latencies.Percentile(governed, share) - Latencies.Percentile(bare, share), "#,0 'us'");
    }

    private static async Task<IReadOnlyList<Latencies>> FirstChunksAsync(Uri address, string key, TimeSpan duration)
    {
        using var client = HttpLoad.Client(address, Connections);
        var firsts = Enumerable.Range(0, Connections).Select(static _ => new Latencies()).ToArray();
        await CallLoad.RunAsync(Connections, duration, async worker =>
        {
            firsts[worker].Add(await FirstChunkAsync(client, key));
            return true;
        });
        return firsts;
    }

    // The rest of the stream is read too, so that the connection serves the next one.
    private static async Task<long> FirstChunkAsync(HttpClient client, string key)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var response = await HttpLoad.SendAsync(client, key, ChatSample.StreamRequest);
        await using var content = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16 * 1024];
        if (await content.ReadAsync(buffer) == 0)
        {
            throw new InvalidDataException("A stream was empty.");
        }

        var ticks = Stopwatch.GetTimestamp() - startedAt;
        await content.CopyToAsync(Stream.Null);
        return ticks;
    }
}
