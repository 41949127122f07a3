namespace GenOps.Application.Tenants;

/// <summary>Knows which reads are under way, so that none outlives its owner. Thread safe.</summary>
internal sealed class OwnedReads : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isStopping;

    public CancellationToken Stopping => _stop.Token;

    public void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            _running++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _running--;
            CompleteWhenDrained();
        }
    }

    /// <summary>Cancels what is under way and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            CompleteWhenDrained();
        }

        await _stop.CancelAsync();
        await _drained.Task;
        _stop.Dispose();
    }

    private void CompleteWhenDrained()
    {
        if (_isStopping && _running == 0)
        {
            _drained.TrySetResult();
        }
    }
}
