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

    /// <summary>Writes the chunk's results, then in one transaction marks it, counts the lines that never ran and removes its settled reservations.</summary>
    public async Task CloseAsync(ChunkKey key, StopReason stop, CancellationToken cancellationToken)
    {
        var mayBeLeft = true;
        if (!await IsMarkedAsync(key, cancellationToken))
        {
            var reservations = await ChunkReservations.ReadAsync(_store, key.Tenant, key.BatchId, key.Chunk, cancellationToken);
            if (reservations.Rows.Any(row => !row.Closed))
            {
                throw new InvalidOperationException($"Chunk {key.Chunk} of {key.BatchId} has a reservation that is not settled.");
            }

            await MarkAsync(key, reservations, await WriteAsync(key, reservations, stop, cancellationToken), cancellationToken);
            mayBeLeft = reservations.Stored.Count > MaxRows;
        }

        if (mayBeLeft)
        {
            await RemoveReservationsAsync(key, cancellationToken);
        }

        await _results.RemoveAsync(key, cancellationToken);
    }

    private async Task<bool> IsMarkedAsync(ChunkKey key, CancellationToken cancellationToken) =>
        await _store.GetAsync(key.Tenant, ChunkRow.KeyOf(key.BatchId, key.Chunk), cancellationToken) is not null;

    private async Task<StoredRow> BatchAsync(ChunkKey key, CancellationToken cancellationToken) =>
        await _book.ReadAsync(key.Tenant, key.BatchId, cancellationToken)
            ?? throw new InvalidDataException($"Batch {key.BatchId} has no row any more.");

    private async Task<LineCounts> WriteAsync(ChunkKey key, ChunkReservations reservations, StopReason stop, CancellationToken cancellationToken)
    {
        var batch = (BatchRow)(await BatchAsync(key, cancellationToken)).Row;
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
        return new LineCounts(completed, lines.Count - completed, count - attempts.Count);
    }

    // What settled reservations answered is counted already; only a chunk with lines that never ran changes the batch's row.
    private async Task MarkAsync(ChunkKey key, ChunkReservations reservations, LineCounts counts, CancellationToken cancellationToken)
    {
        var mark = RowChange.Insert(new ChunkRow(key.BatchId, key.Chunk, counts.Completed, counts.Failed));
        do
        {
            var changes = new List<RowChange> { mark };
            if (counts.Unfinished > 0)
            {
                var stored = await BatchAsync(key, cancellationToken);
                var batch = (BatchRow)stored.Row;
                changes.Add(RowChange.Replace(
                    batch with { Failed = batch.Failed + counts.Unfinished, ChunksDone = batch.ChunksDone + 1 }, stored.ETag));
            }

            if (await IsCommittedAsync(key, [.. changes, .. Deletions(reservations)], cancellationToken))
            {
                return;
            }
        }
        while (!await IsMarkedAsync(key, cancellationToken));
    }

    // False after a conflict or a lost answer: the caller looks whether the chunk is marked.
    private async Task<bool> IsCommittedAsync(ChunkKey key, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return (await _store.CommitAsync(key.Tenant, changes, cancellationToken)).IsCommitted;
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

    private sealed record LineCounts(int Completed, int Failed, int Unfinished);
}
