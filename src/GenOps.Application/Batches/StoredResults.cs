using System.Collections.Concurrent;
using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Batches;

/// <summary>
/// The results of items, in parts: how each attempt ended and what it cost, then its line. Stored before their entries, so that a crash loses no
/// answer. Safe for concurrent use.
/// </summary>
internal sealed class StoredResults(IBlobStore blobs, TimeProvider time)
{
    private const int MaxPartBytes = 8 * 1024 * 1024;
    private const int MaxReadBytes = 80 * 1024 * 1024;
    private const int MaxReads = 8;

    // An answer that can't be stored is lost and paid for twice, so storage gets some patience.
    private const int MaxTries = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Stores results, as few parts as their size allows. Not cancelled: they were paid for.</summary>
    public async Task PutAsync(ChunkKey key, IReadOnlyList<ItemResult> results)
    {
        using var part = new MemoryStream();
        foreach (var result in results)
        {
            var header = JsonSerializer.SerializeToUtf8Bytes(new Header(result.End.Index, result.End.State, result.End.Entry, result.Line.Length));
            if (part.Length > 0 && part.Length + header.Length + result.Line.Length > MaxPartBytes)
            {
                await PutPartAsync(key, part);
                part.SetLength(0);
            }

            part.Write(header);
            part.WriteByte((byte)'\n');
            part.Write(result.Line.Span);
        }

        if (part.Length > 0)
        {
            await PutPartAsync(key, part);
        }
    }

    /// <summary>What is stored of one reservation, by item.</summary>
    public async Task<IReadOnlyDictionary<int, ItemResult>> ReadAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<int, ItemResult>();
        var names = await blobs.ListAsync(BatchBlobs.Parts(key), null, BatchLimits.MaxChunkSize, cancellationToken);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MaxReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names, limits, async (name, token) =>
        {
            var content = await blobs.GetAsync(name, MaxReadBytes, token) ?? throw new InvalidDataException($"The blob {name} is gone.");
            for (var at = 0; at < content.Length;)
            {
                var headerLength = content.AsSpan(at).IndexOf((byte)'\n');
                var header = JsonSerializer.Deserialize<Header>(content.AsSpan(at, headerLength))!;
                at += headerLength + 1;
                results[header.Index] = new ItemResult(new ItemEnd(header.Index, header.State, header.Entry), content.AsMemory(at, header.LineBytes));
                at += header.LineBytes;
            }
        });
        return results;
    }

    /// <summary>Removes the results of a chunk's items.</summary>
    public async Task RemoveAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        var prefix = BatchBlobs.Items(key.Tenant, key.BatchId, key.Chunk);
        IReadOnlyList<string> names;
        do
        {
            names = await blobs.ListAsync(prefix, null, BatchLimits.MaxChunkSize, cancellationToken);
            await Task.WhenAll(names.Select(name => blobs.DeleteAsync(name, cancellationToken)));
        }
        while (names.Count == BatchLimits.MaxChunkSize);
    }

    private async Task PutPartAsync(ChunkKey key, MemoryStream part)
    {
        // A runner that lost its claim must not write over what the next one stored, so that every part has a name of its own.
        var name = BatchBlobs.Parts(key) + Ulid.NewUlid(time.GetUtcNow());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await blobs.PutAsync(name, part.GetBuffer().AsMemory(0, (int)part.Length), CancellationToken.None);
                return;
            }
            catch (BlobStoreException exception) when (exception.IsRetryable && attempt < MaxTries)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    private sealed record Header(int Index, ItemState State, EntryRow? Entry, int LineBytes);
}
