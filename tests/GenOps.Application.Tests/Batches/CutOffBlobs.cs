using GenOps.Application.Storage;

namespace GenOps.Application.Tests.Batches;

/// <summary>Blobs whose writes fail from one of them on, as they do for a process that dies.</summary>
internal sealed class CutOffBlobs(IBlobStore blobs, int firstFailing) : IBlobStore
{
    private int _writes;

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Count();
        await blobs.PutAsync(name, content, cancellationToken);
    }

    public async Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Count();
        await blobs.StageBlockAsync(name, blockId, content, cancellationToken);
    }

    public async Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken)
    {
        Count();
        return await blobs.CommitBlocksAsync(name, blockIds, cancellationToken);
    }

    public async Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        Count();
        return await blobs.WriteAsync(name, content, maxBytes, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => blobs.OpenReadAsync(name, offset, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => blobs.DeleteAsync(name, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken) =>
        blobs.ListAsync(prefix, afterName, limit, cancellationToken);

    public Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken) => blobs.GetAsync(name, maxBytes, cancellationToken);

    private void Count()
    {
        _writes++;
        if (_writes >= firstFailing)
        {
            throw new BlobStoreException(BlobStoreFault.Unavailable, "Cut off.");
        }
    }
}
