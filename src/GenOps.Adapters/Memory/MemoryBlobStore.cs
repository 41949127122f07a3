using GenOps.Adapters.Blobs;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Memory;

/// <summary>Blobs of a process that keeps nothing across a restart. Thread safe.</summary>
public sealed class MemoryBlobStore : IBlobStore
{
    private const int MaxListed = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryBlob> _blobs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        lock (_lock)
        {
            Blob(name).Put(content.ToArray());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        var content = Content(name);
        return content is null || content.Length <= maxBytes
            ? Task.FromResult((byte[]?)content?.Clone())
            : throw new BlobStoreException(BlobStoreFault.TooLarge, $"Blob '{name}' has {content.Length} bytes; at most {maxBytes} were expected.");
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Check(name, cancellationToken);
        if (Content(name) is not { } content)
        {
            return Task.FromResult<Stream?>(null);
        }

        var start = (int)Math.Min(offset, content.Length);
        return Task.FromResult<Stream?>(new MemoryStream(content, start, content.Length - start, writable: false));
    }

    /// <inheritdoc/>
    public async Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        await using var limited = new LimitedReadStream(content, maxBytes);
        using var buffer = new MemoryStream();
        await limited.CopyToAsync(buffer, cancellationToken);
        await PutAsync(name, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
        return buffer.Length;
    }

    /// <inheritdoc/>
    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        _ = BlockIds.Encode(blockId);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        lock (_lock)
        {
            Blob(name).Stage(blockId, content.ToArray());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        _ = blockIds.Select(BlockIds.Encode).ToArray();
        lock (_lock)
        {
            var blob = Blob(name);
            return blob.TryCommit(blockIds)
                ? Task.FromResult((long)blob.Content!.Length)
                : throw new BlobStoreException(BlobStoreFault.BlockMissing, "A block to commit is not staged.");
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Check(name, cancellationToken);
        lock (_lock)
        {
            _blobs.Remove(name);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken)
    {
        BlobNames.CheckPrefix(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxListed);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var names = _blobs
                .Where(blob => blob.Value.Content is not null && blob.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(blob => blob.Key)
                .Where(name => string.CompareOrdinal(name, afterName) > 0)
                .Order(StringComparer.Ordinal)
                .Take(limit);
            return Task.FromResult<IReadOnlyList<string>>([.. names]);
        }
    }

    private static void Check(string name, CancellationToken cancellationToken)
    {
        BlobNames.Check(name);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private byte[]? Content(string name)
    {
        lock (_lock)
        {
            return _blobs.TryGetValue(name, out var blob) ? blob.Content : null;
        }
    }

    private MemoryBlob Blob(string name)
    {
        if (!_blobs.TryGetValue(name, out var blob))
        {
            _blobs[name] = blob = new MemoryBlob();
        }

        return blob;
    }
}
