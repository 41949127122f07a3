using System.Diagnostics;
using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Load;

/// <summary>The whole governed call in process, entry durable before the answer, spans recorded.</summary>
internal static class CallRun
{
    private const int Tenants = 8;
    private const int Workers = 512;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    private static readonly byte[] Body =
        """{"model":"openai/gpt-oss-20b","messages":[{"role":"system","content":"You are terse."},{"role":"user","content":"Say hello to everybody here."}],"max_tokens":64}"""u8.ToArray();

    public static async Task RunAsync()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var parts = new Parts();
        var callers = await Task.WhenAll(Enumerable.Range(0, Tenants).Select(tenant => parts.CreateCallerAsync($"tenant-{tenant}")));
        await LoadAsync(parts, callers, Warmup);
        var before = (parts.Stores.Entries, parts.Stores.Transactions);
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var processorBefore = Environment.CpuUsage.TotalTime;
        var pausesBefore = GC.GetTotalPauseDuration();
        var clock = Stopwatch.StartNew();
        var workers = await LoadAsync(parts, callers, Duration);
        var processor = Environment.CpuUsage.TotalTime - processorBefore;
        var pauses = GC.GetTotalPauseDuration() - pausesBefore;
        var calls = workers.Sum(static worker => worker.Count);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore) / calls;
        Console.WriteLine($"governed call in process, instant provider, spans on: {calls / clock.Elapsed.TotalSeconds:N0} calls/s, "
            + $"p50 {Latencies.Percentile(workers, 0.5):N0} us, p99 {Latencies.Percentile(workers, 0.99):N0} us at {Workers} in flight, {bytes} B and "
            + $"{processor.TotalMicroseconds / calls:N1} us of processor time a call, "
            + $"{pauses / clock.Elapsed:P1} of the time in garbage collections, "
            + $"{(double)(parts.Stores.Entries - before.Entries) / (parts.Stores.Transactions - before.Transactions):N0} entries a transaction");
    }

    private static Task<Latencies[]> LoadAsync(Parts parts, Caller[] callers, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(parts, callers[worker % Tenants], clock, duration))));
    }

    private static async Task<Latencies> WorkAsync(Parts parts, Caller caller, Stopwatch clock, TimeSpan duration)
    {
        var latencies = new Latencies();
        while (clock.Elapsed < duration)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var request = new CallRequest
            {
                RequestId = Ulid.NewUlid().ToString(),
                Endpoint = InferenceEndpoint.ChatCompletions,
                Body = Body,
                Clock = new CallClock(TimeProvider.System),
            };
            if (await parts.Calls.RunAsync(caller, request, CancellationToken.None) is not CallAnswered)
            {
                throw new InvalidOperationException("A call was refused.");
            }

            latencies.Add(Stopwatch.GetTimestamp() - startedAt);
        }

        return latencies;
    }
}
