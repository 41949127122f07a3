using System.Diagnostics;
using System.Globalization;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using GenOps.TestKit;

namespace GenOps.Benchmarks.Batches;

/// <summary>Whole batches over HTTP on the embedded host, with tables and blobs in Azurite and a provider in process.</summary>
internal static class BatchRun
{
    private const int Concurrency = 64;
    private const int ChunkSize = 50;
    private const int Items = 10_000;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private const string Bound =
        "A chunk of 50 lines takes about 45 requests of storage, for its reservation, claim, results, entries and durable messages; the emulator, one thread that shares the cores, writes about 2,000 rows a second at best (see durable).";

    public static async Task<Topic> RunAsync(Effort effort)
    {
        var (memory, azurite, slow) = await MeasureAsync(effort.Count(Items), ChunkSize);
        return new Topic("batches",
        [
            new($"Azurite, provider {Latency.TotalMilliseconds:0} ms: items/s to {Concurrency} calls always in flight", slow.PerSecond * Latency.TotalSeconds / Concurrency, "0.00", Target.AtLeast(0.9), Bound),
            new("memory storage, provider at once", memory.PerSecond, "#,0 'items/s'"),
            new("Azurite, provider at once", azurite.PerSecond, "#,0 'items/s'", Target.AtLeast(2_000), Bound),
            new($"Azurite, provider {Latency.TotalMilliseconds:0} ms", slow.PerSecond, "#,0 'items/s'"),
            new("peak working set of the three", slow.PeakMegabytes, "#,0 'MB'"),
        ]);
    }

    /// <summary>The same with other sizes, for people.</summary>
    public static Task RunAsync(IReadOnlyList<string> arguments) => MeasureAsync(
        int.Parse(arguments[0], CultureInfo.InvariantCulture),
        arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : ChunkSize);

    /// <summary>Batches of growing size in one process, so that each peak is its own.</summary>
    public static async Task RunMemoryAsync()
    {
        foreach (var items in (int[])[1_000, 10_000, 50_000])
        {
            await OneAsync(items, ChunkSize, TimeSpan.Zero, inMemory: false);
        }
    }

    private static async Task<(BatchResult Memory, BatchResult Azurite, BatchResult Slow)> MeasureAsync(int items, int chunkSize) => (
        await OneAsync(items, chunkSize, TimeSpan.Zero, inMemory: true),
        await OneAsync(items, chunkSize, TimeSpan.Zero, inMemory: false),
        await OneAsync(items, chunkSize, Latency, inMemory: false));

    private static async Task<BatchResult> OneAsync(int items, int chunkSize, TimeSpan latency, bool inMemory)
    {
        await using var azurite = inMemory ? null : await TestAzurite.StartAsync();
        await using var app = await BatchApp.StartAsync(azurite?.ConnectionString, latency);
        await app.RunAsync(200, chunkSize, Concurrency);
        var before = app.Meter.Snapshot();
        using var process = Process.GetCurrentProcess();
        var cpuBefore = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var seconds = await app.RunAsync(items, chunkSize, Concurrency);
        process.Refresh();
        var used = app.Meter.Snapshot().Since(before);
        Console.WriteLine($"{items:N0} items, chunks of {chunkSize}, provider {latency.TotalMilliseconds:0} ms, {(inMemory ? "memory" : "Azurite")}: "
            + $"{items / seconds:N0} items/s in {seconds:0.0} s "
            + $"(with upload and files {clock.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - cpuBefore).TotalSeconds:0.0} s of processor)");
        Console.WriteLine($"  history {used.HistoryEvents:N0} events, {used.HistoryBytes / 1024:N0} KiB; {used.Messages:N0} messages, {used.MessageBytes / 1024:N0} KiB, "
            + $"largest {app.Meter.LargestMessageBytes:N0} B; {used.Commits:N0} commits; peak working set {process.PeakWorkingSet64 / 1048576:N0} MiB");
        return new BatchResult(items / seconds, process.PeakWorkingSet64 / 1_000_000.0);
    }

    private sealed record BatchResult(double PerSecond, double PeakMegabytes);
}
