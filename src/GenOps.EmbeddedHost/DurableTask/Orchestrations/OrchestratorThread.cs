namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>
/// Runs an orchestrator's code on the one thread that replays it, and tells when some of it runs elsewhere: after it awaited what is not
/// durable, or after <c>ConfigureAwait(false)</c>. Both would escape replay.
/// </summary>
internal sealed class OrchestratorThread(Action<string> onStray) : SynchronizationContext
{
    internal const string InvalidAwait =
        "An invalid asynchronous invocation was detected. An orchestrator went on after awaiting something that is not durable, so the "
        + "step can't be replayed. Await only what the TaskOrchestrationContext returns (CreateTimer instead of Task.Delay, an activity "
        + "instead of I/O or Task.Run), or Task.WhenAll and Task.WhenAny over such tasks.";

    internal const string ConfiguredAwait =
        "An orchestrator went on outside its own scheduler: it awaits a durable task with ConfigureAwait(false), or continues one with "
        + "ContinueWith. On Azure this orchestration would hang for ever. Await the task plainly.";

    /// <summary>
    /// Set while a durable task completes. Code that awaits it plainly is only queued then; code that runs at once does so in its own
    /// execution context, where this is not set, and the change gives it away.
    /// </summary>
    private static readonly AsyncLocal<bool> IsCompleting = new(OnExecutionContextChanged);

    [ThreadStatic]
    private static OrchestratorThread? s_completing;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly Lock _gate = new();
    private int _thread;
    private bool _isOver;

    /// <summary>What the orchestrator has done that it must not; null when nothing.</summary>
    internal string? Violation { get; private set; }

    /// <summary>Whether the caller's code is running where it belongs.</summary>
    internal bool IsCurrent => Current == this && Environment.CurrentManagedThreadId == _thread;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        var isStray = false;
        lock (_gate)
        {
            if (_isOver || Environment.CurrentManagedThreadId != _thread)
            {
                isStray = true;
            }
            else
            {
                _queue.Enqueue((d, state));
            }
        }

        if (isStray)
        {
            Violation ??= InvalidAwait;
            onStray(InvalidAwait);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator's scheduler does not block.");

    /// <summary>Runs <paramref name="step"/> and all that follows from it, then leaves the thread as it was.</summary>
    internal void Run(Action step)
    {
        var before = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            step();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what is queued until nothing is.</summary>
    internal void Pump()
    {
        while (_queue.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    /// <summary>Completes a durable task by <paramref name="complete"/>.</summary>
    internal void Complete(Action complete)
    {
        SetSynchronizationContext(null);
        s_completing = this;
        IsCompleting.Value = true;
        try
        {
            complete();
        }
        finally
        {
            IsCompleting.Value = false;
            s_completing = null;
            SetSynchronizationContext(this);
        }
    }

    /// <summary>Whatever goes on from here on is astray.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not where an orchestrator's code has to be.</exception>
    internal void Check()
    {
        if (IsCurrent && !_isOver)
        {
            return;
        }

        var violation = s_completing == this ? ConfiguredAwait : InvalidAwait;
        Violation ??= violation;
        onStray(Violation);
        throw new InvalidOperationException(violation);
    }

    private static void OnExecutionContextChanged(AsyncLocalValueChangedArgs<bool> change)
    {
        if (change is { ThreadContextChanged: true, PreviousValue: true, CurrentValue: false } && s_completing is { } thread)
        {
            thread.Violation ??= ConfiguredAwait;
        }
    }
}
