using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Benchmarks.Load;

/// <summary>Row stores that take ledger entries and keep none, so that what grows is not the ledger.</summary>
internal sealed class EntrylessRows(IRowStores inner) : IRowStores, IRowStore
{
    private const string EntryETag = "entry";

    public IRowStore Accounts => this;

    public IRowStore Directory => inner.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        inner.Accounts.GetAsync(partition, rowKey, cancellationToken);

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
        inner.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

    public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        RowChange[] kept = [.. changes.Where(static change => change.Row is not EntryRow)];
        var outcome = kept.Length == 0 ? new CommitOutcome(true, []) : await inner.Accounts.CommitAsync(partition, kept, cancellationToken);
        if (!outcome.IsCommitted)
        {
            return outcome;
        }

        var next = 0;
        return new CommitOutcome(true, [.. changes.Select(change => change.Row is EntryRow ? EntryETag : outcome.ETags[next++])]);
    }
}
