using System.Text;
using System.Text.Json;

namespace GenOps.Adapters.Together;

/// <summary>Reads <c>{"error": {"message", "type", "code"}}</c>, <c>{"error": "…"}</c>, <c>{"message"}</c> or plain text.</summary>
internal static class ErrorReader
{
    private const int MaximumType = 128;
    private const int MaximumMessage = 2000;

    public static ProviderError Read(ReadOnlyMemory<byte> body, TogetherConnection connection)
    {
        var error = ReadJson(body) ?? ReadText(body.Span);
        return new ProviderError(
            Clean(error.Type, MaximumType, connection),
            Clean(error.Code, MaximumType, connection),
            Clean(error.Message, MaximumMessage, connection));
    }

    private static ProviderError? ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var error = root.TryGetProperty("error"u8, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
            var message = TextOf(error, "message"u8) ?? TextOf(error, "error"u8) ?? TextOf(error, "detail"u8);
            return new ProviderError(TextOf(error, "type"u8), TextOf(error, "code"u8), message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or text in it that is no Unicode.
            return null;
        }
    }

    private static string? TextOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>Pages of markup and broken JSON tell a caller nothing, and escapes could hide what they quote.</summary>
    private static ProviderError ReadText(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        return text is "" or ['<' or '{' or '[' or '"', ..] ? default : new ProviderError(null, null, text);
    }

    /// <summary>Looks for the key before it cuts, or half of it could remain.</summary>
    private static string? Clean(string? text, int maximum, TogetherConnection connection)
    {
        if (string.IsNullOrEmpty(text) || connection.IsQuotedIn(text))
        {
            return null;
        }

        if (text.Length <= maximum)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maximum - 1]) ? maximum - 1 : maximum)];
    }
}
