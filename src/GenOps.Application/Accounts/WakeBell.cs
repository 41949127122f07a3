namespace GenOps.Application.Accounts;

/// <summary>Wakes one loop that sleeps. Ringing twice before it wakes wakes it once. Safe for concurrent use.</summary>
internal sealed class WakeBell : IDisposable
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _sleeper;
    private bool _hasRung;

    public WakeBell(TimeProvider time) =>
        _timer = time.CreateTimer(static bell => ((WakeBell)bell!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Ring()
    {
        // Rung and not yet heard: the loop will look after this, so it sees whatever was done before.
        if (Volatile.Read(ref _hasRung))
        {
            return;
        }

        TaskCompletionSource? sleeper;
        lock (_gate)
        {
            sleeper = _sleeper;
            _sleeper = null;
            _hasRung = sleeper is null;
        }

        sleeper?.TrySetResult();
    }

    /// <summary>
    /// Sleeps until the bell rings or the time is over; now and then a little less, which the loop must bear. What follows runs on the thread
    /// that rings, so the loop must yield first.
    /// </summary>
    public Task SleepAsync(TimeSpan? duration)
    {
        TaskCompletionSource sleeper;
        lock (_gate)
        {
            if (_hasRung)
            {
                _hasRung = false;
                return Task.CompletedTask;
            }

            sleeper = _sleeper = new TaskCompletionSource();
        }

        var limit = duration is { } time && time < ShortestSleep ? ShortestSleep : duration;
        _timer.Change(limit ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return sleeper.Task;
    }

    public void Dispose() => _timer.Dispose();
}
