using GenOps.Adapters.Memory;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using GenOps.Core.Reports;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Memory;

/// <summary>What lives on the heap after many tenants, many calls, and one long session.</summary>
internal static class MemoryRun
{
    private const int Tenants = 10_000;
    private const int Calls = 1_000_000;
    private const int SessionCalls = 100_000;
    private const int BusyTenants = 8;
    private const int Workers = 512;

    public static async Task<Topic> RunAsync(Effort effort) => new("memory",
    [
        .. await TenantHeap.RunAsync(effort.Count(Tenants)),
        await CallsAsync(effort.Count(Calls), effort.Count(50_000)),
        await SessionAsync(effort.Count(SessionCalls)),
    ]);

    private static async Task<Figure> CallsAsync(int calls, int warmup)
    {
        await using var parts = new Parts(new EntrylessRows(new MemoryRowStores(TimeProvider.System)));
        var callers = await Task.WhenAll(Enumerable.Range(0, BusyTenants).Select(tenant => parts.CreateCallerAsync($"tenant-{tenant}")));
        await CallLoad.CountAsync(parts, callers, Workers, warmup);
        var before = Heap.LiveMegabytes();
        await CallLoad.CountAsync(parts, callers, Workers, calls);
        return new Figure($"heap growth over {calls:N0} calls", Heap.LiveMegabytes() - before, "0.0 'MB'", Target.AtMost(10), "Something keeps a trace of every call.");
    }

    private static async Task<Figure> SessionAsync(int calls)
    {
        await using var parts = new Parts(new EntrylessRows(new MemoryRowStores(TimeProvider.System)));
        var caller = await parts.CreateCallerAsync("acme");
        var session = (await parts.Sessions.StartAsync(caller.Tenant, new(), CancellationToken.None)).Row.SessionId;
        var headers = new RequestMetadata { SessionId = session };
        await CallLoad.CountAsync(parts, [caller], Workers, Workers, headers);
        var before = Heap.LiveMegabytes();
        await CallLoad.CountAsync(parts, [caller], Workers, calls, headers);
        var grown = Heap.LiveMegabytes() - before;
        var counted = (await parts.Sessions.FindAsync(caller.Tenant, session, Pins.None, CancellationToken.None))!.Sums.Total.Operations;
        return counted == calls + Workers
            ? new Figure($"heap growth over one session of {calls:N0} calls", grown, "0.0 'MB'", Target.AtMost(10), "Something keeps a trace of every call of a session.")
            : throw new InvalidOperationException($"The session counts {counted} calls of {calls + Workers}.");
    }
}
