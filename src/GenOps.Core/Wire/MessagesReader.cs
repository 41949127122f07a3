using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads <c>messages</c> of a chat: how many there are, and the parts of them that are not text.</summary>
internal static class MessagesReader
{
    public static RequestFault? Read(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (request.Endpoint != InferenceEndpoint.ChatCompletions)
        {
            reader.Skip();
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return new("messages", "'messages' must be an array of objects.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadMessage(ref reader, request) is { } fault)
            {
                return fault;
            }

            request.MessageCount++;
        }

        request.HasInput = request.MessageCount > 0;
        return request.HasInput ? null : new("messages", "'messages' must not be empty.");
    }

    private static RequestFault? ReadMessage(ref Utf8JsonReader reader, InferenceRequest request)
    {
        var index = request.MessageCount;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new($"messages[{index}]", "A message must be an object.");
        }

        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        var hasRole = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Unescaped(reader, scratch);
            var isRole = name.SequenceEqual("role"u8);
            var isContent = name.SequenceEqual("content"u8);
            var isUnpriced = BillingFields.IsUnpricedPart(name);
            reader.Read();
            hasRole |= isRole && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0;
            if (isContent)
            {
                MessagePartsReader.Read(ref reader, request);
            }
            else if (isUnpriced && reader.TokenType != JsonTokenType.Null)
            {
                request.UnpricedField ??= $"messages[{index}].audio";
            }

            reader.Skip();
        }

        return hasRole ? null : new($"messages[{index}].role", "A message must have a 'role', a non-empty string.");
    }
}
