using System.Text.Json;
using System.Text.Unicode;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches.Validation;

/// <summary>
/// Reads a line of an input file: OpenAI's <c>{custom_id, method, url, body}</c> or Together's <c>{custom_id, body}</c>. Members unknown to
/// both are passed over, as both do. Never throws on a line, whatever it holds.
/// </summary>
internal static class BatchItemReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Core.Wire.WireLimits.MaxDepth + 1 };

    /// <summary>Reads a line, or tells what is wrong with it, without its number.</summary>
    public static BatchError? Read(ReadOnlyMemory<byte> line, string url, out BatchItem item)
    {
        item = default;
        if (!Utf8.IsValid(line.Span))
        {
            return new BatchError("invalid_json_line", "The line is not valid UTF-8.");
        }

        var members = default(Members);
        try
        {
            var reader = new Utf8JsonReader(line.Span, Options);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return new BatchError("invalid_json_line", "The line must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (ReadMember(ref reader, line, ref members) is { } fault)
                {
                    return fault;
                }
            }

            // Anything after the object throws.
            reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is a name or text that cannot be unescaped. Neither's message is for callers.
            return new BatchError("invalid_json_line", "The line is not valid JSON, or too deep. Each line must be one whole JSON object.");
        }

        var wrong = Check(members, url);
        item = wrong is null ? new BatchItem(members.CustomId!, members.Body) : default;
        return wrong;
    }

    private static BatchError? ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, ref Members members)
    {
        var name = reader.ValueTextEquals("custom_id"u8) ? "custom_id"
            : reader.ValueTextEquals("method"u8) ? "method"
            : reader.ValueTextEquals("url"u8) ? "url"
            : reader.ValueTextEquals("body"u8) ? "body"
            : null;
        reader.Read();
        if (name is null)
        {
            reader.Skip();
            return null;
        }

        if (!members.Add(name))
        {
            return new BatchError("invalid_json_line", $"'{name}' stands twice in the line.", name);
        }

        if (name == "body")
        {
            var start = (int)reader.TokenStartIndex;
            var isObject = reader.TokenType is JsonTokenType.StartObject;
            reader.Skip();
            members.Body = line[start..(int)reader.BytesConsumed];
            return isObject ? null : new BatchError("invalid_request", "'body' must be a JSON object, the body of the request.", name);
        }

        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        members.Set(name, text);
        return text is null ? new BatchError($"invalid_{name}", $"'{name}' must be a string.", name) : null;
    }

    private static BatchError? Check(in Members members, string url)
    {
        if (members.CustomId is not { Length: > 0 and <= BatchItemLimits.MaxCustomIdLength })
        {
            return new BatchError(
                "invalid_custom_id", $"'custom_id' is required and must have 1 to {BatchItemLimits.MaxCustomIdLength} characters.", "custom_id");
        }

        if (members.Method is not (null or "POST"))
        {
            return new BatchError("invalid_method", "'method' must be POST.", "method");
        }

        if (members.Url is { } named && named != url)
        {
            return new BatchError("invalid_url", $"'url' must be the batch's endpoint {url}.", "url");
        }

        return members.Body.IsEmpty
            ? new BatchError("invalid_request", "'body' is required: the body of the request.", "body")
            : null;
    }

    private struct Members
    {
        private int _seen;

        public string? CustomId { get; private set; }

        public string? Method { get; private set; }

        public string? Url { get; private set; }

        public ReadOnlyMemory<byte> Body { get; set; }

        public bool Add(string name)
        {
            var bit = name switch { "custom_id" => 1, "method" => 2, "url" => 4, _ => 8 };
            var isNew = (_seen & bit) == 0;
            _seen |= bit;
            return isNew;
        }

        public void Set(string name, string? text)
        {
            (CustomId, Method, Url) = name switch
            {
                "custom_id" => (text, Method, Url),
                "method" => (CustomId, text, Url),
                _ => (CustomId, Method, text),
            };
        }
    }
}
