using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GenOps.Application.Batches.Validation;

/// <summary>The custom ids of a file with the line each stands in, by 128 bits of a hash: its size does not depend on the ids' lengths.</summary>
internal sealed class CustomIdSet
{
    private readonly Dictionary<UInt128, int> _lines = [];

    /// <summary>Notes an id; the line it stood in before, or null when it is new.</summary>
    public int? Add(string customId, int line)
    {
        Span<byte> text = stackalloc byte[BatchItemLimits.MaxCustomIdLength * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(customId, text)], hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (_lines.TryGetValue(key, out var before))
        {
            return before;
        }

        _lines.Add(key, line);
        return null;
    }
}
