using GenOps.Core.Rows;

namespace GenOps.Application.Storage;

/// <summary>Partitioned rows with optimistic concurrency: the one shape in which everything durable but blobs is kept.</summary>
/// <remarks>
/// Safe for concurrent use. Every fault of storage is a <see cref="RowStoreException"/>; a conflict is a value, because it is ordinary business.
/// </remarks>
public interface IRowStore
{
    /// <summary>Reads one row; null when it does not exist.</summary>
    ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken);

    /// <summary>Reads rows with fromKey ≤ key &lt; beforeKey in ordinal key order.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="fromKey">First key, inclusive.</param>
    /// <param name="beforeKey">End of the range, exclusive.</param>
    /// <param name="limit">Most rows to return, 1 to 1,000. Fewer may come with a continuation.</param>
    /// <param name="continuation">From the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken);

    /// <summary>Makes all changes or none, in one transaction of one partition.</summary>
    /// <remarks>
    /// At most <see cref="RowLimits.MaxTransactionRows"/> rows, each row once, <see cref="RowLimits.MaxTransactionBytes"/> in all; more throws
    /// <see cref="RowStoreException"/> of kind <see cref="RowStoreFault.TooLarge"/>. When the outcome cannot be known the exception is of kind
    /// <see cref="RowStoreFault.Unknown"/> and the transaction may have happened.
    /// </remarks>
    ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken);
}
