using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Application.Pricing;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Reports;

namespace GenOps.Application.Batches.Validation;

/// <summary>
/// Reads a batch's input file before anything is spent and cuts it into chunks. A file with a fault is refused whole and leaves no chunk.
/// Safe for concurrent use; run again for the same batch, it writes the same chunks.
/// </summary>
/// <remarks>
/// At most one line and one block of a chunk are in memory, and 20 bytes of each custom id. Storage's faults come through as
/// <see cref="RowStoreException"/> and <see cref="BlobStoreException"/>.
/// </remarks>
public sealed class BatchValidation(
    BatchBook book, FileDirectory files, IRowStores stores, IBlobStore blobs, PriceBook prices, TimeProvider time)
{
    private const int PageNames = 1_000;

    /// <summary>Validates the input of a batch.</summary>
    public async Task<BatchValidated> RunAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        var batch = await book.FindAsync(tenant, batchId, cancellationToken)
            ?? throw new InvalidOperationException($"Batch {batchId} has no row.");
        if (await stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken) is not { Row: LimitsRow { Deleted: false } limits })
        {
            return Refused(new BatchError("not_found", "The tenant was deleted."));
        }

        // Who made the batch saw the file; the batch itself is pinned to nothing.
        if (await files.FindAsync(tenant, batch.InputFileId, Pins.None, cancellationToken) is not { } file
            || await files.OpenAsync(tenant, file, cancellationToken) is not { } content)
        {
            return Refused(new BatchError("not_found", "The input file was deleted or has expired.", "input_file_id"));
        }

        await using (content)
        {
            var caller = new Caller(tenant, batch.KeyId, PinnedTeam: null, PinnedProject: null, limits.Document);
            await prices.FreshAsync(cancellationToken);
            var pricer = new ItemPricer(new CallPlanner(prices, time), caller, batch, new CallClock(time));
            var check = new FileCheck(pricer, new ChunkWriter(blobs, tenant, batch), BatchEndpoints.UrlOf(batch.Endpoint));
            var validated = await check.RunAsync(content, cancellationToken);
            if (validated.Errors.Count > 0)
            {
                await RemoveChunksAsync(tenant, batchId, cancellationToken);
            }

            return validated;
        }
    }

    private static BatchValidated Refused(BatchError error) => new() { Errors = [error] };

    private async Task RemoveChunksAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names;
        do
        {
            names = await blobs.ListAsync(BatchBlobs.Prefix(tenant, batchId) + "chunks/", afterName: null, PageNames, cancellationToken);
            foreach (var name in names)
            {
                await blobs.DeleteAsync(name, cancellationToken);
            }
        }
        while (names.Count == PageNames);
    }
}
