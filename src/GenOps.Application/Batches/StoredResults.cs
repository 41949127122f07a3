using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Batches;

/// <summary>The results of single items: how an attempt ended and what it cost, then its line. Stored before its entry, so that a crash loses no answer.</summary>
internal sealed class StoredResults(IBlobStore blobs)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Stores an end and its line of the chunk's results; an empty line when there is none.</summary>
    public Task PutAsync(ChunkKey key, ItemEnd end, ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(end.State, end.Entry));
        byte[] content = [.. header, (byte)'\n', .. line.Span];
        return blobs.PutAsync(NameOf(key, end.Index), content, cancellationToken);
    }

    /// <summary>How the attempt ended; null when nothing was stored.</summary>
    public async Task<ItemEnd?> FindAsync(ChunkKey key, int index, CancellationToken cancellationToken)
    {
        if (await blobs.GetAsync(NameOf(key, index), MaxBytes, cancellationToken) is not { } content)
        {
            return null;
        }

        var header = JsonSerializer.Deserialize<Header>(content.AsSpan(0, content.AsSpan().IndexOf((byte)'\n')))!;
        return new ItemEnd(index, header.State, header.Entry);
    }

    /// <summary>The line of an item that is done.</summary>
    public async Task<ReadOnlyMemory<byte>> LineAsync(ChunkKey key, int index, CancellationToken cancellationToken)
    {
        var content = await blobs.GetAsync(NameOf(key, index), MaxBytes, cancellationToken)
            ?? throw new InvalidDataException($"The blob {NameOf(key, index)} is gone.");
        return content.AsMemory(content.AsSpan().IndexOf((byte)'\n') + 1);
    }

    /// <summary>Removes the results of a chunk's items.</summary>
    public async Task RemoveAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        var prefix = BatchBlobs.Items(key.Tenant, key.BatchId, key.Chunk);
        while (await blobs.ListAsync(prefix, null, BatchLimits.MaxChunkSize, cancellationToken) is { Count: > 0 } names)
        {
            await Task.WhenAll(names.Select(name => blobs.DeleteAsync(name, cancellationToken)));
        }
    }

    private static string NameOf(ChunkKey key, int index) => BatchBlobs.Item(key.Tenant, key.BatchId, key.Chunk, index, key.Attempt);

    private sealed record Header(ItemState State, EntryRow? Entry);
}
