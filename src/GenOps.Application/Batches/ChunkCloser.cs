using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Gives every line of a chunk a result: what items came to, and for the rest why the batch ended without them. Harmless when made again.</summary>
public sealed class ChunkCloser
{
    private const int MaxRows = 80;

    private readonly IRowStore _store;
    private readonly IBlobStore _blobs;
    private readonly BatchBook _book;
    private readonly ChunkItems _items;
    private readonly StoredResults _results;

    internal ChunkCloser(IRowStore store, IBlobStore blobs, BatchBook book, ChunkItems items, StoredResults results) =>
        (_store, _blobs, _book, _items, _results) = (store, blobs, book, items, results);

    /// <summary>Writes the chunk's results, then in one transaction counts its lines and removes its settled reservations.</summary>
    public async Task CloseAsync(ChunkKey key, StopReason stop, CancellationToken cancellationToken)
    {
        while (await _store.GetAsync(key.Tenant, ChunkRow.KeyOf(key.BatchId, key.Chunk), cancellationToken) is null)
        {
            var batch = await _book.ReadAsync(key.Tenant, key.BatchId, cancellationToken)
                ?? throw new InvalidDataException($"Batch {key.BatchId} has no row any more.");
            var reservations = await ChunkReservations.ReadAsync(_store, key.Tenant, key.BatchId, key.Chunk, cancellationToken);
            var (completed, failed) = await WriteAsync(key, (BatchRow)batch.Row, reservations, stop, cancellationToken);
            if (await IsCommittedAsync(key, batch, reservations, completed, failed, cancellationToken) && reservations.Stored.Count <= MaxRows)
            {
                await _results.RemoveAsync(key, cancellationToken);
                return;
            }
        }

        await RemoveReservationsAsync(key, cancellationToken);
        await _results.RemoveAsync(key, cancellationToken);
    }

    private async Task<(int Completed, int Failed)> WriteAsync(
        ChunkKey key, BatchRow batch, ChunkReservations reservations, StopReason stop, CancellationToken cancellationToken)
    {
        var attempts = reservations.Rows
            .SelectMany(row => row.Items.Where(item => item.IsDone).Select(item => (item.Index, row.Attempt)))
            .ToDictionary(done => done.Index, done => done.Attempt);
        var stored = new Dictionary<int, IReadOnlyDictionary<int, ItemResult>>();
        foreach (var attempt in attempts.Values.Distinct())
        {
            stored[attempt] = await _results.ReadAsync(key with { Attempt = attempt }, cancellationToken);
        }

        var count = Math.Min(batch.ChunkSize, batch.Total - (key.Chunk * batch.ChunkSize));
        var ids = attempts.Count == count ? [] : await _items.CustomIdsAsync(key.Tenant, key.BatchId, key.Chunk, cancellationToken);
        var lines = Enumerable.Range(0, count).Select(index => attempts.TryGetValue(index, out var attempt)
            ? stored[attempt][index].Line
            : ResultWriter.Unfinished(ItemCharge.RequestIdOf(batch, key.Chunk, index), ids[index], stop)).ToList();

        using var content = new MemoryStream();
        foreach (var line in lines)
        {
            content.Write(line.Span);
        }

        await _blobs.PutAsync(
            BatchBlobs.Results(key.Tenant, key.BatchId, key.Chunk), content.GetBuffer().AsMemory(0, (int)content.Length), cancellationToken);
        var completed = lines.Count(static line => line.Span[0] == ResultLines.Output);
        return (completed, lines.Count - completed);
    }

    // Marks the chunk and removes its settled reservations. False after a conflict or a lost answer: the caller looks whether the chunk is marked.
    private async Task<bool> IsCommittedAsync(
        ChunkKey key, StoredRow stored, ChunkReservations reservations, int completed, int failed, CancellationToken cancellationToken)
    {
        if (reservations.Rows.Any(row => !row.Closed))
        {
            throw new InvalidOperationException($"Chunk {key.Chunk} of {key.BatchId} has a reservation that is not settled.");
        }

        var batch = (BatchRow)stored.Row;
        var counted = batch with
        {
            Completed = batch.Completed + completed, Failed = batch.Failed + failed, ChunksDone = batch.ChunksDone + 1,
        };
        try
        {
            RowChange[] changes = [RowChange.Replace(counted, stored.ETag), RowChange.Insert(new ChunkRow(key.BatchId, key.Chunk, completed, failed))];
            return (await _store.CommitAsync(key.Tenant, [.. changes, .. Deletions(reservations)], cancellationToken)).IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            return false;
        }
    }

    private static IEnumerable<RowChange> Deletions(ChunkReservations reservations) =>
        reservations.Stored.Take(MaxRows).Select(static stored => RowChange.Delete(stored.Row, stored.ETag));

    private async Task RemoveReservationsAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        while (await ChunkReservations.ReadAsync(_store, key.Tenant, key.BatchId, key.Chunk, cancellationToken) is { Stored.Count: > 0 } left)
        {
            try
            {
                await _store.CommitAsync(key.Tenant, [.. Deletions(left)], cancellationToken);
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
            {
                // The next look tells which are gone.
            }
        }
    }
}
