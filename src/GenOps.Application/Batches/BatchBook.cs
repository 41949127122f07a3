using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Reads and changes the rows of batches. Safe for concurrent use: a change is made to the version that was read, or made again.</summary>
public sealed class BatchBook(IRowStores stores)
{
    /// <summary>A batch; null when there is none.</summary>
    public async ValueTask<BatchRow?> FindAsync(string tenant, string batchId, CancellationToken cancellationToken) =>
        (BatchRow?)(await ReadAsync(tenant, batchId, cancellationToken))?.Row;

    /// <summary>Changes a batch until the change holds; the result is the row as it then is. The change must be harmless when made twice.</summary>
    public ValueTask<BatchRow> ChangeAsync(BatchKey batch, Func<BatchRow, BatchRow> change, CancellationToken cancellationToken) =>
        ChangeAsync(batch, change, static (_, _) => [], cancellationToken);

    /// <summary>As above, with rows that are inserted in the same transaction, once: they follow from the row before and after.</summary>
    public async ValueTask<BatchRow> ChangeAsync(
        BatchKey batch, Func<BatchRow, BatchRow> change, Func<BatchRow, BatchRow, IReadOnlyList<Row>> inserts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadAsync(batch.Tenant, batch.BatchId, cancellationToken)
                ?? throw new InvalidOperationException($"Batch {batch.BatchId} has no row any more.");
            var before = (BatchRow)stored.Row;
            var after = change(before);
            if (after == before
                || await IsCommittedAsync(
                    batch.Tenant, [RowChange.Replace(after, stored.ETag), .. inserts(before, after).Select(RowChange.Insert)], cancellationToken))
            {
                return after;
            }
        }
    }

    internal ValueTask<StoredRow?> ReadAsync(string tenant, string batchId, CancellationToken cancellationToken) =>
        BatchIds.IsValid(batchId) ? stores.Accounts.GetAsync(tenant, BatchRow.KeyOf(batchId), cancellationToken) : new((StoredRow?)null);

    // After a lost answer the row is read again: it then shows the change, or is changed again.
    private async ValueTask<bool> IsCommittedAsync(string tenant, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return (await stores.Accounts.CommitAsync(tenant, changes, cancellationToken)).IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            return false;
        }
    }
}
