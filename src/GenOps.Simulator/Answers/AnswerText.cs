using System.Text;

namespace GenOps.Simulator;

/// <summary>The text of one choice, in tokens. ASCII only, so that any cut is a valid one.</summary>
internal readonly struct AnswerText
{
    private const int BytesPerToken = 4;

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly ReadOnlyMemory<int> _starts;

    private AnswerText(ReadOnlyMemory<byte> utf8, ReadOnlyMemory<int> starts, int tokenCount, bool isCut)
    {
        _utf8 = utf8;
        _starts = starts;
        TokenCount = tokenCount;
        IsCut = isCut;
    }

    public int TokenCount { get; }

    /// <summary>Whether the limit of tokens ended the text.</summary>
    public bool IsCut { get; }

    public ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>A slice of prepared text: one token a word.</summary>
    public static AnswerText Words(ReadOnlyMemory<byte> utf8, ReadOnlyMemory<int> starts, bool isCut) =>
        new(utf8, starts, starts.Length, isCut);

    /// <summary>Any other text: four bytes a token, cut at <paramref name="maximumTokens"/>.</summary>
    public static AnswerText Bytes(ReadOnlyMemory<byte> utf8, int maximumTokens)
    {
        var length = (int)Math.Min(utf8.Length, (long)maximumTokens * BytesPerToken);
        return new AnswerText(utf8[..length], default, (length + BytesPerToken - 1) / BytesPerToken, length < utf8.Length);
    }

    /// <summary>Text of a wanted size that counts as one token.</summary>
    public static AnswerText Padding(int sizeBytes)
    {
        var text = new byte[sizeBytes];
        text.AsSpan().Fill((byte)'x');
        return new AnswerText(text, new int[1], 1, isCut: false);
    }

    public AnswerText WithPrefix(string prefix, int maximumTokens) =>
        Bytes(Encoding.ASCII.GetBytes(prefix + Encoding.ASCII.GetString(_utf8.Span)), maximumTokens);

    public ReadOnlySpan<byte> Token(int index)
    {
        var (start, end) = _starts.IsEmpty
            ? (index * BytesPerToken, Math.Min((index + 1) * BytesPerToken, _utf8.Length))
            : (_starts.Span[index] - _starts.Span[0], index + 1 < TokenCount ? _starts.Span[index + 1] - _starts.Span[0] : _utf8.Length);
        return _utf8.Span[start..end];
    }
}
