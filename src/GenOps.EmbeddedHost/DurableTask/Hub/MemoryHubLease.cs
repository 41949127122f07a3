namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>A lease that only ends when it is given back, or taken away.</summary>
internal sealed class MemoryHubLease(MemoryHub hub, long fencingToken, TimeProvider time) : IHubLease
{
    private readonly CancellationTokenSource _lost = new(Timeout.InfiniteTimeSpan, time);

    public long FencingToken => fencingToken;

    public CancellationToken Lost => _lost.Token;

    /// <summary>What happens to a process that is cut off: another may take the hub, and this one learns of it.</summary>
    internal void TakeAway()
    {
        Release();
        _lost.Cancel();
    }

    public ValueTask DisposeAsync()
    {
        Release();
        return ValueTask.CompletedTask;
    }

    private void Release()
    {
        lock (hub.Gate)
        {
            if (hub.Holder == this)
            {
                hub.Holder = null;
            }
        }
    }
}
