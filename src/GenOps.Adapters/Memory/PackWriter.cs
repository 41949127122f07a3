using System.Text;

namespace GenOps.Adapters.Memory;

/// <summary>Writes values one after another as few bytes; <see cref="PackReader"/> reads them in the same order.</summary>
/// <param name="first">Room that most rows fit in.</param>
internal ref struct PackWriter(Span<byte> first)
{
    private const int MaxNumberBytes = 10;

    private Span<byte> _bytes = first;
    private int _length;

    /// <summary>Seven bits a byte, the lowest first; small numbers of either sign are short.</summary>
    public void Number(long value)
    {
        Reserve(MaxNumberBytes);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest > 0x7F; rest >>= 7)
        {
            _bytes[_length++] = (byte)(rest | 0x80);
        }

        _bytes[_length++] = (byte)rest;
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    /// <summary>A text that can be sent, that is without half a surrogate pair, or none.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(value, _bytes[_length..]);
    }

    public readonly byte[] ToArray() => _bytes[.._length].ToArray();

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = new byte[Math.Max(_bytes.Length * 2, _length + count)];
            _bytes[.._length].CopyTo(larger);
            _bytes = larger;
        }
    }
}
