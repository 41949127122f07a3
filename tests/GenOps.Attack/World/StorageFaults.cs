using GenOps.TestKit.Storage;

namespace GenOps.Attack.World;

/// <summary>The faults of one instance's storage; an attack changes them while calls run.</summary>
internal sealed class StorageFaults
{
    private volatile Func<RowOperation, RowFault> _plan = static _ => RowFault.None;
    private volatile bool _areFinal;

    public Func<RowOperation, RowFault> Plan
    {
        set => _plan = value;
    }

    /// <summary>Storage is out of reach for good.</summary>
    public bool AreFinal
    {
        get => _areFinal;
        set => _areFinal = value;
    }

    public RowFault Next(RowOperation operation) => _areFinal ? RowFault.Unavailable : _plan(operation);
}
