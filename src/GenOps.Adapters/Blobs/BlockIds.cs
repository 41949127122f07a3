using System.Text;

namespace GenOps.Adapters.Blobs;

/// <summary>Block ids as Azure takes them: base64, and all ids of a blob equally long.</summary>
internal static class BlockIds
{
    // As long as the ids that the client library itself makes, because one blob may get blocks of both.
    private const int MaxBytes = 48;

    /// <summary>Throws <see cref="ArgumentException"/> unless the id is as <see cref="Application.Storage.IBlobStore"/> demands.</summary>
    public static string Encode(string blockId)
    {
        ArgumentException.ThrowIfNullOrEmpty(blockId);
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Encoding.UTF8.TryGetBytes(blockId, bytes, out _) && !blockId.Contains('\0')
            ? Convert.ToBase64String(bytes)
            : throw new ArgumentException($"A block id has 1 to {MaxBytes} UTF-8 bytes, none of them 0.", nameof(blockId));
    }
}
