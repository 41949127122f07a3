using System.Text;

namespace GenOps.Adapters.Memory;

/// <summary>Reads what <see cref="PackWriter"/> wrote, in the same order.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public long Number()
    {
        var value = 0UL;
        var index = 0;
        for (; _rest[index] > 0x7F; index++)
        {
            value |= (ulong)(_rest[index] & 0x7F) << (7 * index);
        }

        value |= (ulong)_rest[index] << (7 * index);
        _rest = _rest[(index + 1)..];
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public bool Flag() => Number() != 0;

    public string? Text()
    {
        var length = (int)Number();
        if (length < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(_rest[..length]);
        _rest = _rest[length..];
        return text;
    }
}
