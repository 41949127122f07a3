using System.Text;

namespace GenOps.Core.Wire;

/// <summary>Makes JSON that a provider sent fit to be passed on. What is fit already comes back as it is.</summary>
public static class ProviderText
{
    /// <summary>The same text as valid UTF-8, which strict readers insist on: what is none becomes U+FFFD, as readers of event streams take it.</summary>
    public static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text.Span) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));

    /// <summary>The same JSON on one line, for formats whose lines are their frame. In JSON a line end stands only between tokens.</summary>
    public static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> json)
    {
        if (!json.Span.ContainsAny((byte)'\r', (byte)'\n'))
        {
            return json;
        }

        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        return line;
    }
}
