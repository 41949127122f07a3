using System.Diagnostics;
using System.Globalization;
using GenOps.TestKit;

namespace GenOps.Benchmarks.Batches;

/// <summary>Whole batches over HTTP on the embedded host, with tables and blobs in Azurite and a provider in process.</summary>
internal static class BatchRun
{
    private const int Concurrency = 64;

    public static async Task RunAsync(string[] args)
    {
        var items = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var chunkSize = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50;
        await OneAsync(items, chunkSize, Concurrency, TimeSpan.Zero, inMemory: true);
        await OneAsync(items, chunkSize, Concurrency, TimeSpan.Zero, inMemory: false);
        await OneAsync(items, chunkSize, Concurrency, TimeSpan.FromMilliseconds(50), inMemory: false);
    }

    /// <summary>Batches of growing size in one process, so that each peak is its own.</summary>
    public static async Task RunMemoryAsync()
    {
        foreach (var items in (int[])[1_000, 10_000, 50_000])
        {
            await OneAsync(items, 50, Concurrency, TimeSpan.Zero, inMemory: false);
        }
    }

    private static async Task OneAsync(int items, int chunkSize, int concurrency, TimeSpan latency, bool inMemory)
    {
        await using var azurite = inMemory ? null : await TestAzurite.StartAsync();
        await using var app = await BatchApp.StartAsync(azurite?.ConnectionString, latency);
        await app.RunAsync(200, chunkSize, concurrency);
        var before = app.Meter.Snapshot();
        using var process = Process.GetCurrentProcess();
        var cpuBefore = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var seconds = await app.RunAsync(items, chunkSize, concurrency);
        process.Refresh();
        var used = app.Meter.Snapshot().Since(before);
        var ideal = latency > TimeSpan.Zero ? concurrency / latency.TotalSeconds : double.NaN;
        Console.WriteLine($"{items:N0} items, chunks of {chunkSize}, provider {latency.TotalMilliseconds:0} ms, {(inMemory ? "memory" : "Azurite")}: "
            + $"{items / seconds:N0} items/s in {seconds:0.0} s{(double.IsNaN(ideal) ? "" : $", {items / seconds / ideal:0.00} of {ideal:N0}/s")} "
            + $"(with upload and files {clock.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - cpuBefore).TotalSeconds:0.0} s of processor)");
        Console.WriteLine($"  history {used.HistoryEvents:N0} events, {used.HistoryBytes / 1024:N0} KiB; {used.Messages:N0} messages, {used.MessageBytes / 1024:N0} KiB, "
            + $"largest {app.Meter.LargestMessageBytes:N0} B; {used.Commits:N0} commits; peak working set {process.PeakWorkingSet64 / 1048576:N0} MiB");
    }
}
