using GenOps.Application.Housekeeping;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Files;

namespace GenOps.Application.Batches;

/// <summary>
/// Removes what batches leave behind that ended long ago: chunks and results, which hold prompts and answers, and the marks of chunks. The batch's
/// row stays; its files have a lifetime of their own.
/// </summary>
internal sealed class BatchRemoval(IRowStore store, IBlobStore blobs, BatchBook book, TimeProvider time)
{
    private const int PageBlobs = 500;
    private const int MaxBlobs = 5_000;
    private const int MaxRows = 5_000;
    private const int MaxDeletes = 16;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(FileLimits.DefaultLifetimeSeconds);

    /// <summary>Sees to one batch; cut off, the next run goes on.</summary>
    public async Task RunAsync(string tenant, BatchRow batch, CancellationToken cancellationToken)
    {
        if (batch.IsContentRemoved
            || batch.EndedAt is not { } endedAt
            || time.GetUtcNow() - endedAt < KeptFor
            || !await RemoveBlobsAsync(BatchBlobs.Prefix(tenant, batch.BatchId), cancellationToken)
            || !await RemoveMarksAsync(tenant, batch.BatchId, cancellationToken))
        {
            return;
        }

        await book.ChangeAsync(new BatchKey(tenant, batch.BatchId), static row => row with { IsContentRemoved = true }, cancellationToken);
    }

    private async Task<bool> RemoveBlobsAsync(string prefix, CancellationToken cancellationToken)
    {
        for (var removed = 0; removed < MaxBlobs; removed += PageBlobs)
        {
            if (await blobs.ListAsync(prefix, afterName: null, PageBlobs, cancellationToken) is not { Count: > 0 } names)
            {
                return true;
            }

            await Parallel.ForEachAsync(
                names,
                new ParallelOptions { MaxDegreeOfParallelism = MaxDeletes, CancellationToken = cancellationToken },
                async (name, token) => await blobs.DeleteAsync(name, token));
        }

        return false;
    }

    private async Task<bool> RemoveMarksAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        var prefix = ChunkRow.BatchPrefix(batchId);
        var (rows, _) = await RowSweep.ReadAsync(store, tenant, prefix, RowKeyPrefix.EndOf(prefix), MaxRows, cancellationToken);
        await RowSweep.DeleteAsync(store, tenant, rows, cancellationToken);
        return rows.Count < MaxRows;
    }
}
