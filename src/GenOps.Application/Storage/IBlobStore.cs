namespace GenOps.Application.Storage;

/// <summary>Content at rest: stored answers, batch files and results.</summary>
/// <remarks>
/// Safe for concurrent use. Every fault of storage is a <see cref="BlobStoreException"/>. Names have 1 to 1,024 ASCII letters, digits and
/// <c>- _ . ~ /</c>, with no segment that is empty or ends in a dot; block ids have 1 to 48 UTF-8 bytes. Anything else is an <see cref="ArgumentException"/>.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Writes a whole blob, replacing what was there and what was staged for it.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a whole blob; null when it does not exist. More than <paramref name="maxBytes"/> throws <see cref="BlobStoreFault.TooLarge"/>.</summary>
    Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob for reading from an offset without holding it in memory; null when it does not exist. An offset at or past the end gives an
    /// empty stream.
    /// </summary>
    Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a blob from a stream without holding it in memory; returns its length. More than <paramref name="maxBytes"/> throws
    /// <see cref="BlobStoreFault.TooLarge"/> and leaves what was there before.
    /// </summary>
    Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Uploads one block of a blob; nothing is visible before <see cref="CommitBlocksAsync"/>. Same id again replaces it.</summary>
    Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the blob out of blocks in this order; returns its length. Blocks of the present blob may be named again, so repeating a commit is
    /// harmless. An id that is not there throws <see cref="BlobStoreFault.BlockMissing"/>. Staged blocks that are not named are dropped.
    /// </summary>
    Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken);

    /// <summary>Removes a blob; harmless when it does not exist.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names with a prefix in ordinal order, at most <paramref name="limit"/> (1 to 5,000), after <paramref name="afterName"/>.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken);
}
