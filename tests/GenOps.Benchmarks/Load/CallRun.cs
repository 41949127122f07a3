using System.Diagnostics;
using GenOps.Application.Tenants;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Load;

/// <summary>The whole governed call in process, entry durable before the answer, spans recorded.</summary>
internal static class CallRun
{
    private const int Tenants = 8;
    private const int Workers = 512;

    public static async Task<Topic> RunAsync(Effort effort)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        // Until all hot code is compiled as it stays, in an instance whose entries go before the measured one begins.
        await using (var first = new Parts())
        {
            await CallLoad.RunAsync(first, await CallersAsync(first), Workers, effort.Seconds(8));
        }

        await using var parts = new Parts();
        var callers = await CallersAsync(parts);
        GC.Collect();
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var pausesBefore = GC.GetTotalPauseDuration();
        var load = await CallLoad.RunAsync(parts, callers, Workers, effort.Seconds(8));
        var pauses = GC.GetTotalPauseDuration() - pausesBefore;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        var perTransaction = (double)parts.Stores.Entries / parts.Stores.Transactions;
        var alone = await CallLoad.RunAsync(parts, callers, workers: 1, effort.Seconds(4));
        return new Topic("call",
        [
            new("time in garbage collections", pauses / load.Elapsed, "0.0 %"),
            new("entries a transaction", perTransaction, "0"),
            new($"calls, {Workers} in flight", load.Rate, "#,0 'calls/s'", Target.AtLeast(200_000), FormattableString.Invariant(
                $"A call takes {load.ProcessorMicroseconds:0.0} us of processor time; two cores would have to need 10. Memory storage keeps every entry, and collecting that takes its share.")),
            new("p50", load.P50, "#,0 'us'"),
            new("p99", load.P99, "#,0 'us'"),
            new("one call at a time, nothing to queue for: p50", alone.P50, "0.0 'us'"),
            new("one call at a time, nothing to queue for: p99", alone.P99, "0.0 'us'", Target.AtMost(50)),
            new("processor time of a call", load.ProcessorMicroseconds, "0.0 'us'"),
            new("allocated by a call", allocated / (double)load.Count, "#,0 'B'"),
        ]);
    }

    private static Task<Caller[]> CallersAsync(Parts parts) =>
        Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => parts.CreateCallerAsync($"tenant-{tenant}")));
}
