using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Benchmarks.Load;

/// <summary>Row stores that count the transactions of the accounts and the ledger entries in them.</summary>
internal sealed class CountedRows(IRowStores inner) : IRowStores, IRowStore
{
    private long _transactions;
    private long _entries;

    public IRowStore Accounts => this;

    public IRowStore Directory => inner.Directory;

    public long Transactions => Interlocked.Read(ref _transactions);

    public long Entries => Interlocked.Read(ref _entries);

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        inner.Accounts.GetAsync(partition, rowKey, cancellationToken);

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
        inner.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

    public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var entries = 0;
        foreach (var change in changes)
        {
            entries += change.Row is EntryRow ? 1 : 0;
        }

        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _entries, entries);
        return inner.Accounts.CommitAsync(partition, changes, cancellationToken);
    }
}
