namespace GenOps.AppKit;

/// <summary>The system's clock, which a test sets forward: whatever waits for a time that has passed by then goes on at once.</summary>
public sealed class JumpingTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<Alarm> _alarms = [];
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shiftTicks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Volatile.Read(ref _shiftTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (_gate)
        {
            _alarms.Add(alarm);
        }

        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Sets the clock to an instant that lies ahead.</summary>
    public void JumpTo(DateTimeOffset instant)
    {
        List<Alarm> alarms;
        lock (_gate)
        {
            Interlocked.Add(ref _shiftTicks, (instant - GetUtcNow()).Ticks);
            alarms = [.. _alarms];
        }

        foreach (var alarm in alarms)
        {
            alarm.Jumped();
        }
    }

    private void Forget(Alarm alarm)
    {
        lock (_gate)
        {
            _alarms.Remove(alarm);
        }
    }

    private sealed class Alarm : ITimer
    {
        private readonly Lock _gate = new();
        private readonly JumpingTime _time;
        private readonly ITimer _timer;
        private long? _dueAt;
        private TimeSpan _period;

        public Alarm(JumpingTime time, TimerCallback callback, object? state)
        {
            _time = time;
            _timer = System.CreateTimer(
                _ =>
                {
                    Fired();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                (_dueAt, _period) = (dueTime < TimeSpan.Zero ? null : _time.GetTimestamp() + dueTime.Ticks, period);
                return _timer.Change(dueTime, period);
            }
        }

        public void Jumped()
        {
            lock (_gate)
            {
                if (_dueAt is { } at)
                {
                    _timer.Change(TimeSpan.FromTicks(Math.Max(0, at - _time.GetTimestamp())), _period);
                }
            }
        }

        public void Dispose()
        {
            _time.Forget(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _time.Forget(this);
            return _timer.DisposeAsync();
        }

        private void Fired()
        {
            lock (_gate)
            {
                // One that was set anew meanwhile stays set.
                var now = _time.GetTimestamp();
                _dueAt = _dueAt > now ? _dueAt : _period > TimeSpan.Zero ? now + _period.Ticks : null;
            }
        }
    }
}
