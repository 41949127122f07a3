namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Runs actions when they are due, on one timer of the host's clock.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>A timer's limit is 49 days; longer waits are made of several.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(string Key, Action Act), DateTimeOffset> _queue = new();
    private readonly HashSet<string> _keys = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _isDisposed;

    internal TimerQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((TimerQueue)state!).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds an action unless one of that key waits already.</summary>
    internal void Add(string key, DateTimeOffset due, Action act)
    {
        lock (_gate)
        {
            if (!_isDisposed && _keys.Add(key))
            {
                _queue.Enqueue((key, act), due);
                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _queue.Clear();
            _timer.Dispose();
        }
    }

    private void RunDue()
    {
        var due = new List<Action>();
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (!_isDisposed && _queue.TryPeek(out var next, out var at) && at <= now)
            {
                _queue.Dequeue();
                _keys.Remove(next.Key);
                due.Add(next.Act);
            }

            Arm();
        }

        foreach (var act in due)
        {
            act();
        }
    }

    private void Arm()
    {
        if (_isDisposed || !_queue.TryPeek(out _, out var at))
        {
            return;
        }

        var wait = at - _time.GetUtcNow();
        _timer.Change(wait > LongestWait ? LongestWait : wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        // A clock that was set forward since the wait was measured would make it begin anew.
        if (wait > TimeSpan.Zero && at <= _time.GetUtcNow())
        {
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
