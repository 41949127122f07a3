using System.Buffers;
using System.Text.Json;
using GenOps.Application.Batches.Output;
using GenOps.Application.Storage;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches.Validation;

/// <summary>Writes items into a batch's chunks, in the order in which they come. Not thread safe.</summary>
internal sealed class ChunkWriter(IBlobStore blobs, string tenant, BatchRow batch)
{
    private StagedBlob? _chunk;
    private int _inChunk;

    /// <summary>Chunks written or begun.</summary>
    public int Chunks { get; private set; }

    /// <summary>Writes one item.</summary>
    public async ValueTask AddAsync(BatchItem item, CancellationToken cancellationToken)
    {
        _chunk ??= new StagedBlob(blobs, BatchBlobs.Chunk(tenant, batch.BatchId, Chunks++));
        Write(item, _chunk.Writer);
        _inChunk++;
        if (_inChunk == batch.ChunkSize)
        {
            await FinishAsync(cancellationToken);
        }
        else
        {
            await _chunk.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Ends the last chunk.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_chunk is not null)
        {
            await _chunk.CommitAsync(cancellationToken);
        }

        (_chunk, _inChunk) = (null, 0);
    }

    private static void Write(BatchItem item, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("custom_id"u8, item.CustomId);
            json.WritePropertyName("body"u8);
            json.WriteRawValue(item.Body.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
