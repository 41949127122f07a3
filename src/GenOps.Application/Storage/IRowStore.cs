using GenOps.Core.Rows;

namespace GenOps.Application.Storage;

/// <summary>Partitioned rows with optimistic concurrency: the one shape in which everything durable but blobs is kept.</summary>
/// <remarks>
/// Safe for concurrent use. Every fault of storage is a <see cref="RowStoreException"/>; a conflict is a value, because it is ordinary business.
/// Misuse is an <see cref="ArgumentException"/>: a key that is empty, too long or has a character that <see cref="Row.RowKey"/> excludes, a text
/// with half a surrogate pair, an empty transaction, a row twice in one. A stored row that this version cannot read is an
/// <see cref="InvalidDataException"/>: it is never skipped and never guessed at.
/// </remarks>
public interface IRowStore
{
    /// <summary>Reads one row; null when it does not exist.</summary>
    ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken);

    /// <summary>Reads rows with fromKey ≤ key &lt; beforeKey in ordinal key order.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="fromKey">First key, inclusive.</param>
    /// <param name="beforeKey">End of the range, exclusive; see <see cref="RowKeyPrefix"/>.</param>
    /// <param name="limit">Most rows to return, 1 to 1,000. Fewer may come with a continuation, but never none.</param>
    /// <param name="continuation">
    /// From the page before; null for the first page. It is the last key of that page, so it outlives restarts and works with either store; one
    /// outside the range is an <see cref="ArgumentException"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken);

    /// <summary>Makes all changes or none, in one transaction of one partition.</summary>
    /// <remarks>
    /// At most <see cref="RowLimits.MaxTransactionRows"/> rows, each row once, <see cref="RowLimits.MaxTransactionBytes"/> in all; more throws
    /// <see cref="RowStoreException"/> of kind <see cref="RowStoreFault.TooLarge"/>. When the outcome cannot be known the exception is of kind
    /// <see cref="RowStoreFault.Unknown"/> and the transaction may have happened. An <see cref="OperationCanceledException"/> means that it was not
    /// sent; cancelling later ends in <see cref="RowStoreFault.Unknown"/>. Nothing is ever sent twice.
    /// </remarks>
    ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken);
}
