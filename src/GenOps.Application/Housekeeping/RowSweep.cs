using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Housekeeping;

/// <summary>Reads ranges and removes rows in bounded portions.</summary>
internal static class RowSweep
{
    private const int MaxDeletions = RowLimits.MaxTransactionRows;

    /// <summary>Rows of a range, at most as many as given, and storage's clock; null in an empty range.</summary>
    public static async Task<(List<StoredRow> Rows, DateTimeOffset? StorageTime)> ReadAsync(
        IRowStore store, string partition, string from, string before, int most, CancellationToken cancellationToken)
    {
        var rows = new List<StoredRow>();
        DateTimeOffset? storageTime = null;
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(
                partition, from, before, Math.Min(RowLimits.MaxPageRows, most - rows.Count), continuation, cancellationToken);
            rows.AddRange(page.Rows);
            storageTime ??= page.StorageTime;
            continuation = page.Continuation;
        }
        while (continuation is not null && rows.Count < most);
        return (rows, storageTime);
    }

    /// <summary>Removes rows that are still as they were read; others stay for the next time.</summary>
    public static async Task DeleteAsync(IRowStore store, string partition, IReadOnlyList<StoredRow> rows, CancellationToken cancellationToken)
    {
        foreach (var portion in rows.Chunk(MaxDeletions))
        {
            var deletions = portion.Select(static stored => RowChange.Delete(stored.Row, stored.ETag)).ToList();
            if (await TryCommitAsync(store, partition, deletions, cancellationToken) || portion.Length == 1)
            {
                continue;
            }

            foreach (var deletion in deletions)
            {
                await TryCommitAsync(store, partition, [deletion], cancellationToken);
            }
        }
    }

    // What became of a lost answer the next run sees.
    private static async Task<bool> TryCommitAsync(
        IRowStore store, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.CommitAsync(partition, changes, cancellationToken)).IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            return true;
        }
    }
}
