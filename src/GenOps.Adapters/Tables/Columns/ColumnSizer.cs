using System.Buffers;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>Measures rows and transactions against <see cref="RowLimits"/> without building them.</summary>
/// <remarks>
/// A row counts as Azure documents it: 4 bytes, two a character of both keys, and for each property 8 bytes, two a character of its name, and its value.
/// The transaction counts an upper bound of the request body: <see cref="ChangeOverheadBytes"/> a change for its envelope, and the JSON.
/// </remarks>
internal sealed class ColumnSizer : IColumnWriter
{
    /// <summary>Bound of one change's headers, address and JSON frame, keys apart.</summary>
    public const int ChangeOverheadBytes = 1_024;

    // "Name":value,"Name@odata.type":"Edm.Int64", with the longest number.
    private const int PropertyOverheadBytes = 60;
    private const int EscapedCharacterBytes = 6;

    // A character of the keys is at most 9 bytes in the address (three percent-encoded) and 6 in JSON.
    private const int KeyCharacterBytes = 15;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%()*,-./:;=?@[]^_{|}~");

    private int _properties;
    private long _rowBytes;
    private long _payloadBytes;

    /// <summary>Upper bound of the request body so far.</summary>
    public long PayloadBytes => _payloadBytes;

    public void Begin(string partition, string rowKey)
    {
        var keyCharacters = partition.Length + rowKey.Length;
        _properties = 0;
        _rowBytes = 4 + ((long)keyCharacters * sizeof(char));
        _payloadBytes += ChangeOverheadBytes + ((long)keyCharacters * KeyCharacterBytes);
    }

    public void End(string rowKey)
    {
        if (_rowBytes > RowLimits.MaxRowBytes)
        {
            throw TooLarge($"Row '{rowKey}' has {_rowBytes} bytes; storage takes {RowLimits.MaxRowBytes}.");
        }

        if (_properties > RowLimits.MaxProperties)
        {
            throw TooLarge($"Row '{rowKey}' has {_properties} columns; storage takes {RowLimits.MaxProperties}.");
        }

        if (_payloadBytes > RowLimits.MaxTransactionBytes)
        {
            throw TooLarge($"A transaction has more than {RowLimits.MaxTransactionBytes} bytes.");
        }
    }

    public void Text(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        CheckValue(name, value.Length * sizeof(char));
        Add(name, 4 + (value.Length * sizeof(char)), JsonBytes(name, value));
    }

    public void Number(string name, long value) => Add(name, sizeof(long), 0);

    public void Flag(string name, bool value) => Add(name, 1, 0);

    public void Instant(string name, DateTimeOffset? value)
    {
        if (value is not null)
        {
            Add(name, 4 + (ColumnFormats.InstantLength * sizeof(char)), ColumnFormats.InstantLength);
        }
    }

    public void Day(string name, DateOnly? value)
    {
        if (value is not null)
        {
            Add(name, 4 + (ColumnFormats.DayLength * sizeof(char)), ColumnFormats.DayLength);
        }
    }

    public void Binary(string name, IReadOnlyList<byte>? value)
    {
        if (value is not null)
        {
            CheckValue(name, value.Count);

            // Base64, in which every third or so character may be one that JSON escapes.
            Add(name, 4 + value.Count, (value.Count + 2) / 3 * 4 * EscapedCharacterBytes);
        }
    }

    private static long JsonBytes(string name, string value)
    {
        var text = value.AsSpan();
        var odd = text.IndexOfAnyExcept(Plain);
        if (odd < 0)
        {
            return text.Length;
        }

        var bytes = (long)odd;
        for (var index = odd; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]))
            {
                if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                {
                    throw new ArgumentException($"The text of column '{name}' has half a surrogate pair at {index}; storage would replace it.");
                }

                index++;
                bytes += 2 * EscapedCharacterBytes;
            }
            else
            {
                bytes += Plain.Contains(text[index]) ? 1 : EscapedCharacterBytes;
            }
        }

        return bytes;
    }

    private static void CheckValue(string name, int bytes)
    {
        if (bytes > RowLimits.MaxValueBytes)
        {
            throw TooLarge($"Column '{name}' has {bytes} bytes; storage takes {RowLimits.MaxValueBytes}.");
        }
    }

    private static RowStoreException TooLarge(string message) => new(RowStoreFault.TooLarge, message);

    private void Add(string name, int valueBytes, long jsonBytes)
    {
        _properties++;
        _rowBytes += 8 + (name.Length * sizeof(char)) + valueBytes;
        _payloadBytes += PropertyOverheadBytes + (name.Length * 2) + jsonBytes;
    }
}
