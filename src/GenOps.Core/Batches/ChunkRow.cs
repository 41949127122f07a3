using System.Globalization;
using GenOps.Core.Rows;

namespace GenOps.Core.Batches;

/// <summary>Marks a chunk whose every line has a result, so that it is counted once and nothing is reserved for it any more.</summary>
public sealed record ChunkRow(string BatchId, int Chunk, int Completed, int Failed) : Row
{
    /// <inheritdoc/>
    public override string RowKey => KeyOf(BatchId, Chunk);

    /// <summary>The key of a chunk's mark.</summary>
    public static string KeyOf(string batchId, int chunk) => string.Create(CultureInfo.InvariantCulture, $"c|{batchId}|{chunk:00000}");

    /// <summary>Prefix of all marks of a batch.</summary>
    public static string BatchPrefix(string batchId) => $"c|{batchId}|";
}
