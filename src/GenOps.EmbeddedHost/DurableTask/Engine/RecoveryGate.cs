namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Tells when all that an earlier active process had in flight between instances has been delivered again.</summary>
internal sealed class RecoveryGate
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _open = [];
    private bool _isComplete;

    internal bool IsPassed
    {
        get
        {
            lock (_gate)
            {
                return _isComplete && _open.Count == 0;
            }
        }
    }

    /// <summary>Notes an instance that has to be loaded, or a row of an outbox that has to be delivered.</summary>
    internal void Open(string key)
    {
        lock (_gate)
        {
            if (!_isComplete)
            {
                _open.Add(key);
            }
        }
    }

    internal void Close(string key)
    {
        lock (_gate)
        {
            _open.Remove(key);
        }
    }

    /// <summary>All instances are known; what is opened later is not of the past.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
        }
    }
}
