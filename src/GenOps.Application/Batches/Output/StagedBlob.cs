using System.Buffers;
using System.Globalization;
using GenOps.Application.Storage;

namespace GenOps.Application.Batches.Output;

/// <summary>
/// A blob that is written piece by piece, of which at most a few MiB are in memory. Not visible before it is committed; written again from
/// the start, it becomes the same blob. Not thread safe.
/// </summary>
internal sealed class StagedBlob(IBlobStore blobs, string name)
{
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly List<string> _blocks = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _blocks.Count == 0 && _buffer.WrittenCount == 0;

    /// <summary>Takes the next piece. Call <see cref="FlushAsync"/> between pieces.</summary>
    public IBufferWriter<byte> Writer => _buffer;

    /// <summary>Sends what is in memory once it is enough for a block.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) =>
        _buffer.WrittenCount < BlockBytes ? default : new ValueTask(StageAsync(cancellationToken));

    /// <summary>Makes the blob out of all pieces; returns its length. There must be at least one.</summary>
    public async Task<long> CommitAsync(CancellationToken cancellationToken)
    {
        if (_blocks.Count == 0)
        {
            await blobs.PutAsync(name, _buffer.WrittenMemory, cancellationToken);
            return _buffer.WrittenCount;
        }

        if (_buffer.WrittenCount > 0)
        {
            await StageAsync(cancellationToken);
        }

        return await blobs.CommitBlocksAsync(name, _blocks, cancellationToken);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        // Ids of one blob must have one length.
        var block = _blocks.Count.ToString("00000", CultureInfo.InvariantCulture);
        await blobs.StageBlockAsync(name, block, _buffer.WrittenMemory, cancellationToken);
        _blocks.Add(block);
        _buffer.ResetWrittenCount();
    }
}
