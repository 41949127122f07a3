using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Tests;

/// <summary>Stores that remember what was read of the accounts.</summary>
internal sealed class CountingRowStores(IRowStores inner) : IRowStores, IRowStore
{
    private readonly Lock _gate = new();
    private readonly List<string> _reads = [];

    public IRowStore Accounts => this;

    public IRowStore Directory => inner.Directory;

    /// <summary>Keys and starts of ranges, in the order of the reads.</summary>
    public IReadOnlyList<string> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        Count(rowKey);
        return inner.Accounts.GetAsync(partition, rowKey, cancellationToken);
    }

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        Count(fromKey);
        return inner.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);
    }

    public ValueTask<CommitOutcome> CommitAsync(
        string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        inner.Accounts.CommitAsync(partition, changes, cancellationToken);

    private void Count(string key)
    {
        lock (_gate)
        {
            _reads.Add(key);
        }
    }
}
