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

    /// <summary>Notes an instance that has to be loaded.</summary>
    internal void Open(string instanceId)
    {
        lock (_gate)
        {
            _open.Add(instanceId);
        }
    }

    /// <summary>Notes rows of an instance's outbox that have to be delivered, if it is one of those that had to be loaded.</summary>
    internal void Loaded(string instanceId, IEnumerable<string> rows)
    {
        lock (_gate)
        {
            if (_open.Remove(instanceId))
            {
                _open.UnionWith(rows);
            }
        }
    }

    /// <summary>Notes a row that is delivered.</summary>
    internal void Close(string key)
    {
        lock (_gate)
        {
            _open.Remove(key);
        }
    }

    /// <summary>All instances are known.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
        }
    }
}
