namespace GenOps.Cli.Loadtest;

/// <summary>Keeps some calls under way until all are made or it is stopped.</summary>
internal sealed class LoadRun(LoadCaller caller, LoadOptions options, TimeProvider time)
{
    private readonly LoadMeter _meter = new();
    private int _begun;
    private int _abandoned;

    /// <summary>Calls that have ended.</summary>
    public int Ended => _meter.Ended;

    /// <summary>Returns what was measured, also when it is stopped early.</summary>
    public async Task<LoadResult> RunAsync(CancellationToken stopping)
    {
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var startedAt = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Workers, options.Operations)).Select(_ => WorkAsync(stopping)));
        var duration = time.GetElapsedTime(startedAt);
        return _meter.Result(duration, _abandoned, GC.GetTotalMemory(forceFullCollection: true) - heapBefore);
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && Interlocked.Increment(ref _begun) <= options.Operations)
        {
            try
            {
                _meter.Add(await caller.CallAsync(stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                Interlocked.Increment(ref _abandoned);
            }
        }
    }
}
