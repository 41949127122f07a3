using GenOps.Core.Rows;

namespace GenOps.Application.Storage;

/// <summary>Writes whose outcome is known in the end, whatever became of single answers.</summary>
internal static class SureWrites
{
    private const int Attempts = 3;

    /// <summary>
    /// Inserts a row under a key that nobody else uses. False when the key was taken before. Throws <see cref="RowStoreException"/> when the
    /// outcome stays unknown.
    /// </summary>
    public static async ValueTask<bool> InsertAsync(IRowStore store, string partition, Row row, CancellationToken cancellationToken)
    {
        var isUncertain = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await store.CommitAsync(partition, [RowChange.Insert(row)], cancellationToken);

                // After a lost answer the row in the way is this one.
                return outcome.IsCommitted || isUncertain;
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown && attempt < Attempts)
            {
                isUncertain = true;
            }
        }
    }

    /// <summary>
    /// Commits changes of which the first inserts a row under a key that nobody else uses: it tells what became of a lost answer. False when one of
    /// the others was in the way.
    /// </summary>
    public static async ValueTask<bool> CommitNewAsync(
        IRowStore store, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var isUncertain = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await store.CommitAsync(partition, changes, cancellationToken)).IsCommitted
                    || (isUncertain && await store.GetAsync(partition, changes[0].Row.RowKey, cancellationToken) is not null);
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown && attempt < Attempts)
            {
                isUncertain = true;
            }
        }
    }

    /// <summary>Inserts a row under a key drawn at random. Throws <see cref="RowStoreException"/> when it was taken: drawing again may succeed.</summary>
    public static async ValueTask InsertNewAsync(IRowStore store, string partition, Row row, CancellationToken cancellationToken)
    {
        if (!await InsertAsync(store, partition, row, cancellationToken))
        {
            throw new RowStoreException(RowStoreFault.Unavailable, $"{partition} has a row {row.RowKey} already; nothing was written.");
        }
    }
}
