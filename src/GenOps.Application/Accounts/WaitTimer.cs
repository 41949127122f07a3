namespace GenOps.Application.Accounts;

/// <summary>
/// One timer for the waits of all calls: they seldom last until it is due, so a call that waits costs a comparison. Safe for concurrent use.
/// </summary>
internal sealed class WaitTimer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<long, long> _endLate;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _dueAt = long.MaxValue;

    /// <summary>A timer that is not due.</summary>
    /// <param name="endLate">Ends the waits that are over at a timestamp; returns when the next one will be, <see cref="long.MaxValue"/> for never.</param>
    /// <param name="time">The clock.</param>
    public WaitTimer(Func<long, long> endLate, TimeProvider time)
    {
        _endLate = endLate;
        _time = time;
        _timer = time.CreateTimer(
            static timer => ((WaitTimer)timer!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that a wait which ends at a timestamp is ended then. The wait must be there for <c>endLate</c> to find.</summary>
    public void Watch(long endsAt)
    {
        if (endsAt >= Volatile.Read(ref _dueAt))
        {
            return;
        }

        lock (_gate)
        {
            if (endsAt < _dueAt)
            {
                _dueAt = endsAt;
                _timer.Change(Until(endsAt), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void End()
    {
        // Before the waits are looked at: one that comes after sees that nothing is due and is watched by itself.
        lock (_gate)
        {
            _dueAt = long.MaxValue;
        }

        Watch(_endLate(_time.GetTimestamp()));
    }

    // Up to a whole millisecond, since a timer would fire too early by what is below.
    private TimeSpan Until(long endsAt) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), endsAt).TotalMilliseconds)));
}
