using Azure;
using GenOps.Adapters.Blobs;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tests.Blobs;

public sealed class BlobReadStreamTests
{
    [Fact]
    public async Task Read_StorageBreaksOff_ThrowsThePortsException()
    {
        foreach (var fault in (Exception[])[new IOException("broken"), new RequestFailedException(500, "broken"), new TaskCanceledException("timed out")])
        {
            await using var stream = new BlobReadStream(new BrokenStream(fault));

            var exception = await Assert.ThrowsAsync<BlobStoreException>(() => stream.CopyToAsync(Stream.Null));

            Assert.Equal(BlobStoreFault.Unavailable, exception.Kind);
        }
    }

    [Fact]
    public async Task Read_CallerCancels_IsCancelled()
    {
        using var cancelling = new CancellationTokenSource();
        await using var stream = new BlobReadStream(new BrokenStream(new TaskCanceledException("by the caller")));
        await cancelling.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => stream.CopyToAsync(Stream.Null, cancelling.Token));
    }

    private sealed class BrokenStream(Exception fault) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw fault;
    }
}
