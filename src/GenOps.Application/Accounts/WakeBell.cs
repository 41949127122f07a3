namespace GenOps.Application.Accounts;

/// <summary>Wakes one loop that sleeps. Ringing twice before it wakes wakes it once. Safe for concurrent use.</summary>
internal sealed class WakeBell(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Ring()
    {
        lock (_bell)
        {
            if (_bell.CurrentCount == 0)
            {
                _bell.Release();
            }
        }
    }

    /// <summary>Sleeps until the bell rings, the time is over, or the loop must stop.</summary>
    /// <exception cref="OperationCanceledException">The loop must stop.</exception>
    public async Task SleepAsync(TimeSpan? duration, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (duration is not { } limit)
        {
            await _bell.WaitAsync(stop);
            return;
        }

        using var timer = new CancellationTokenSource(limit < ShortestSleep ? ShortestSleep : limit, time);
        try
        {
            await _bell.WaitAsync(timer.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    public void Dispose() => _bell.Dispose();
}
