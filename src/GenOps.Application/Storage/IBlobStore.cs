namespace GenOps.Application.Storage;

/// <summary>Content at rest: stored answers, batch files and results.</summary>
public interface IBlobStore
{
    /// <summary>Writes a whole blob, replacing what was there.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a whole blob of at most <paramref name="maxBytes"/>; null when it does not exist.</summary>
    Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading from an offset without holding it in memory; null when it does not exist.</summary>
    Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken);

    /// <summary>Writes a blob from a stream without holding it in memory; returns its length. More than <paramref name="maxBytes"/> throws and leaves nothing.</summary>
    Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Uploads one block of a blob; nothing is visible before <see cref="CommitBlocksAsync"/>. Same id again replaces it.</summary>
    Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes the blob out of the staged blocks in this order; returns its length.</summary>
    Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken);

    /// <summary>Removes a blob; harmless when it does not exist.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names with a prefix in ordinal order, at most <paramref name="limit"/>, after <paramref name="afterName"/>.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken);
}
