using System.Buffers.Text;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Strings inside raw JSON, compared and measured without allocating.</summary>
internal static class JsonText
{
    public static readonly JsonReaderOptions Strict = new() { MaxDepth = WireLimits.MaxDepth };

    /// <summary>
    /// The unescaped bytes of the reader's string or name. What does not fit the scratch space, or is no valid text, comes back as it
    /// stands: it equals no name we know.
    /// </summary>
    public static ReadOnlySpan<byte> Unescaped(scoped in Utf8JsonReader reader, Span<byte> scratch)
    {
        if (!reader.ValueIsEscaped || reader.ValueSpan.Length > scratch.Length)
        {
            return reader.ValueSpan;
        }

        try
        {
            return scratch[..reader.CopyString(scratch)];
        }
        catch (InvalidOperationException)
        {
            return reader.ValueSpan;
        }
    }

    /// <summary>The reader's string, or null when it is no valid Unicode text, such as half a surrogate pair.</summary>
    public static string? Decode(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 bytes of a raw JSON string once its escapes are undone. Never below the truth for text that is not valid.</summary>
    public static int UnescapedLength(ReadOnlySpan<byte> raw)
    {
        var length = raw.Length;
        for (var at = raw.IndexOf((byte)'\\'); at >= 0 && at + 1 < raw.Length; at = raw.IndexOf((byte)'\\'))
        {
            var (escape, text) = raw[at + 1] == 'u' ? UnicodeEscape(raw[at..]) : (2, 1);
            length -= escape - text;
            raw = raw[Math.Min(at + escape, raw.Length)..];
        }

        return length;
    }

    // Two halves of a surrogate pair become four bytes, a half alone three: the replacement character.
    private static (int Escape, int Text) UnicodeEscape(ReadOnlySpan<byte> raw)
    {
        var unit = CodeUnit(raw);
        if (char.IsHighSurrogate(unit) && raw.Length >= 12 && raw[6] == '\\' && raw[7] == 'u' && char.IsLowSurrogate(CodeUnit(raw[6..])))
        {
            return (12, 4);
        }

        return (6, unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3);
    }

    private static char CodeUnit(ReadOnlySpan<byte> raw) =>
        raw.Length >= 6 && Utf8Parser.TryParse(raw[2..6], out ushort unit, out _, 'x') ? (char)unit : '\uFFFF';
}
