using System.Buffers;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Files;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches.Output;

/// <summary>
/// Puts the results of a batch's chunks together into its output and error file, in input order. Safe for concurrent use; run again, it
/// makes the same files under the same ids.
/// </summary>
/// <remarks>
/// At most one line and a block of each file are in memory. Storage's faults come through as <see cref="RowStoreException"/> and
/// <see cref="BlobStoreException"/>; a chunk without results is an <see cref="InvalidDataException"/>, since a line would be lost.
/// </remarks>
public sealed class BatchOutput(BatchBook book, IRowStores stores, IBlobStore blobs, TimeProvider time)
{
    // An answer may be much larger than the line that asked for it.
    private const int MaxResultBytes = 64 * 1024 * 1024;

    /// <summary>Writes both files and makes them visible.</summary>
    public async Task<BatchFiles> WriteAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        var batch = await book.FindAsync(tenant, batchId, cancellationToken)
            ?? throw new InvalidOperationException($"Batch {batchId} has no row.");
        var (outputId, errorId) = (OutputFileIds.Output(batchId), OutputFileIds.Error(batchId));
        var output = new StagedBlob(blobs, FileRow.BlobOf(tenant, outputId));
        var error = new StagedBlob(blobs, FileRow.BlobOf(tenant, errorId));
        for (var chunk = 0; chunk < batch.ChunksTotal; chunk++)
        {
            await AppendAsync(BatchBlobs.Results(tenant, batchId, chunk), output, error, cancellationToken);
        }

        return new BatchFiles(
            await FinishAsync(tenant, batch, output, outputId, "output", cancellationToken),
            await FinishAsync(tenant, batch, error, errorId, "error", cancellationToken));
    }

    private async Task AppendAsync(string results, StagedBlob output, StagedBlob error, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(results, offset: 0, cancellationToken)
            ?? throw new InvalidDataException($"There is no blob '{results}'.");
        var lines = new LineReader(stream, MaxResultBytes);
        while (await lines.ReadAsync(cancellationToken))
        {
            var file = lines.Line.IsEmpty ? null : lines.Line.Span[0] switch
            {
                ResultLines.Output => output,
                ResultLines.Error => error,
                _ => null,
            };
            if (file is null)
            {
                throw new InvalidDataException($"Line {lines.Number} of '{results}' is no result.");
            }

            file.Writer.Write(lines.Line.Span[1..]);
            file.Writer.Write("\n"u8);
            await file.FlushAsync(cancellationToken);
        }
    }

    private async Task<string?> FinishAsync(
        string tenant, BatchRow batch, StagedBlob blob, string fileId, string suffix, CancellationToken cancellationToken)
    {
        if (blob.IsEmpty)
        {
            return null;
        }

        // The row comes first, so that no content lies around that no row tells of.
        var now = time.GetUtcNow();
        var row = new FileRow
        {
            FileId = fileId,
            FileName = $"{batch.BatchId}_{suffix}.jsonl",
            Purpose = FilePurpose.BatchOutput,
            Attributes = batch.Attribution,
            CreatedAt = now,
            ExpiresAt = now.AddSeconds(FileLimits.DefaultLifetimeSeconds),
        };
        await SureWrites.InsertAsync(stores.Accounts, tenant, row, cancellationToken);
        var bytes = await blob.CommitAsync(cancellationToken);
        await ShowAsync(tenant, fileId, bytes, cancellationToken);
        return fileId;
    }

    private async Task ShowAsync(string tenant, string fileId, long bytes, CancellationToken cancellationToken)
    {
        while (await stores.Accounts.GetAsync(tenant, FileRow.KeyOf(fileId), cancellationToken) is { Row: FileRow row } stored)
        {
            var shown = row with { IsStored = true, Bytes = bytes };
            if (row == shown
                || (await stores.Accounts.CommitAsync(tenant, [RowChange.Replace(shown, stored.ETag)], cancellationToken)).IsCommitted)
            {
                return;
            }
        }
    }
}
