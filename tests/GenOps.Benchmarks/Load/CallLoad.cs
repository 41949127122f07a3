using System.Diagnostics;
using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Load;

/// <summary>Governed calls in process by workers that each send one after the other.</summary>
internal static class CallLoad
{
    /// <summary>Calls for a time; the callers take turns over the workers.</summary>
    public static Task<LoadResult> RunAsync(Parts parts, IReadOnlyList<Caller> callers, int workers, TimeSpan duration) =>
        RunAsync(workers, duration, async worker =>
        {
            await OneAsync(parts, callers[worker % callers.Count]);
            return true;
        });

    /// <summary>Any work for a time; a worker ends early when its work says that there is no more.</summary>
    public static async Task<LoadResult> RunAsync(int workers, TimeSpan duration, Func<int, Task<bool>> work)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(worker, work, clock, duration))));
        return new LoadResult(latencies, clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
    }

    /// <summary>A number of calls as fast as the workers can; nothing of them is kept.</summary>
    public static Task CountAsync(Parts parts, IReadOnlyList<Caller> callers, int workers, int calls, RequestMetadata? headers = null)
    {
        var left = calls;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await OneAsync(parts, callers[worker % callers.Count], headers);
            }
        })));
    }

    /// <summary>One call, which must be answered.</summary>
    public static async Task OneAsync(Parts parts, Caller caller, RequestMetadata? headers = null)
    {
        if (await parts.Calls.RunAsync(caller, Request(ChatSample.Request, headers), CancellationToken.None) is not CallAnswered)
        {
            throw new InvalidOperationException("A call was refused.");
        }
    }

    public static CallRequest Request(ReadOnlyMemory<byte> body, RequestMetadata? headers = null) => new()
    {
        RequestId = Ulid.NewUlid().ToString(),
        Endpoint = InferenceEndpoint.ChatCompletions,
        Body = body,
        Headers = headers ?? RequestMetadata.Empty,
        Clock = new CallClock(TimeProvider.System),
    };

    private static async Task<Latencies> WorkAsync(int worker, Func<int, Task<bool>> work, Stopwatch clock, TimeSpan duration)
    {
        var latencies = new Latencies();
        while (clock.Elapsed < duration)
        {
            var startedAt = Stopwatch.GetTimestamp();
            if (!await work(worker))
            {
                break;
            }

            latencies.Add(Stopwatch.GetTimestamp() - startedAt);
        }

        return latencies;
    }
}
