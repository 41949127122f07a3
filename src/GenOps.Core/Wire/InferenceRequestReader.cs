using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads the body of an inference request in one pass: strict where money, routing and attribution depend on it, blind to everything else,
/// which is the provider's to judge. Never throws on a body, whatever it holds.
/// </summary>
public static class InferenceRequestReader
{
    /// <summary>Reads a whole body. Exactly one of <paramref name="request"/> and <paramref name="fault"/> is given.</summary>
    public static bool TryRead(
        InferenceEndpoint endpoint,
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out InferenceRequest? request,
        [NotNullWhen(false)] out RequestFault? fault)
    {
        var candidate = new InferenceRequest(endpoint, body);
        fault = CheckBytes(body.Span) ?? Read(candidate);
        request = fault is null ? candidate : null;
        return fault is null;
    }

    private static RequestFault? CheckBytes(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return new(null, "The body is empty; it must be a JSON object.");
        }

        if (body.StartsWith("\uFEFF"u8))
        {
            return new(null, "The body starts with a byte order mark; send plain UTF-8.");
        }

        return Utf8.IsValid(body) ? null : new(null, "The body is not valid UTF-8.");
    }

    private static RequestFault? Read(InferenceRequest request)
    {
        var reader = new Utf8JsonReader(request.Body.Span, JsonText.Strict);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return new(null, "The body must be a JSON object.");
            }

            var fault = ReadProperties(ref reader, request);

            // The token after the last one: anything but the end of the body throws.
            return fault ?? (reader.Read() ? new(null, "The body goes on after its JSON object.") : CheckWhole(request));
        }
        catch (JsonException exception)
        {
            return Malformed(request.Body.Span, exception);
        }
    }

    private static RequestFault? ReadProperties(ref Utf8JsonReader reader, InferenceRequest request)
    {
        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        var names = default(PropertyNameSet);
        var cuts = new MemberCuts((int)reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length > WireLimits.MaxPropertyNameBytes || names.Count == WireLimits.MaxProperties)
            {
                return new(null, $"The body must have at most {WireLimits.MaxProperties} properties, "
                    + $"with names of at most {WireLimits.MaxPropertyNameBytes} bytes.");
            }

            var name = JsonText.Unescaped(reader, scratch);
            if (!names.Add(name))
            {
                return new(RequestFieldReader.Printable(name), "The property stands twice in the body; send it once.");
            }

            var field = RequestFieldNames.Find(name);
            var nameStart = (int)reader.TokenStartIndex;
            if (RequestFieldReader.Read(ref reader, field, name, request) is { } fault)
            {
                return fault;
            }

            cuts.Member(nameStart, (int)reader.BytesConsumed, isCut: field == RequestField.Metadata);
        }

        // A name stands once, so metadata makes one cut at most.
        request.Layout.Metadata = cuts.Finish() is [var cut, ..] ? cut : default;
        request.Layout.End = cuts.End;
        return null;
    }

    private static RequestFault? CheckWhole(InferenceRequest request)
    {
        if (request.Model.Length == 0)
        {
            return new("model", "'model' is missing.");
        }

        var required = request.Endpoint switch
        {
            InferenceEndpoint.ChatCompletions => "messages",
            InferenceEndpoint.Completions => "prompt",
            InferenceEndpoint.Embeddings => "input",
            _ => throw new UnreachableException(),
        };
        if (!request.HasInput)
        {
            return new(required, $"'{required}' is missing.");
        }

        if (request.ImageCount > Pricing.PriceLimits.MaxImages)
        {
            return new("messages", $"'messages' must hold at most {Pricing.PriceLimits.MaxImages} images.");
        }

        return request.CompletionCount > WireLimits.MaxCompletions
            ? new("n", $"The prompts times 'n' or 'best_of' make {request.CompletionCount} completions; at most {WireLimits.MaxCompletions} may be.")
            : null;
    }

    private static RequestFault Malformed(ReadOnlySpan<byte> body, JsonException exception)
    {
        var line = exception.LineNumber ?? 0;
        var lineStart = 0;
        for (; line > 0; line--)
        {
            lineStart += body[lineStart..].IndexOf((byte)'\n') + 1;
        }

        var offset = lineStart + (exception.BytePositionInLine ?? 0);
        return new(null, $"The body is not valid JSON of at most {WireLimits.MaxDepth} levels: see byte {offset}.");
    }
}
