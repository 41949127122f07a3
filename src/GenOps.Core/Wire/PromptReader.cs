using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads <c>prompt</c> of a completion or <c>input</c> of an embedding: a string, strings, token ids, or arrays of token ids. Text counts
/// its bytes, token ids count themselves.
/// </summary>
internal static class PromptReader
{
    public static RequestFault? Read(ref Utf8JsonReader reader, RequestField field, InferenceRequest request)
    {
        var isOurs = request.Endpoint == (field == RequestField.Prompt ? InferenceEndpoint.Completions : InferenceEndpoint.Embeddings);
        if (!isOurs)
        {
            var start = reader.TokenStartIndex;
            reader.Skip();
            request.BoundBytes += reader.BytesConsumed - start;
            return null;
        }

        var name = field == RequestField.Prompt ? "prompt" : "input";
        request.HasInput = true;
        if (reader.TokenType == JsonTokenType.String)
        {
            request.BoundBytes += reader.BytesConsumed - reader.TokenStartIndex;
            return null;
        }

        return reader.TokenType == JsonTokenType.StartArray ? ReadArray(ref reader, name, request) : WrongType(name);
    }

    private static RequestFault? ReadArray(ref Utf8JsonReader reader, string name, InferenceRequest request)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return new(name, $"'{name}' must not be empty.");
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            return ReadTokens(ref reader, name, request);
        }

        var count = 0;
        for (; reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            if (++count > WireLimits.MaxPrompts)
            {
                return new(name, $"'{name}' must have at most {WireLimits.MaxPrompts} elements.");
            }

            if (ReadElement(ref reader, name, request) is { } fault)
            {
                return fault;
            }
        }

        request.PromptCount = count;
        return null;
    }

    private static RequestFault? ReadElement(ref Utf8JsonReader reader, string name, InferenceRequest request)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            request.BoundBytes += reader.BytesConsumed - reader.TokenStartIndex;
            return null;
        }

        return reader.TokenType == JsonTokenType.StartArray && reader.Read() ? ReadTokens(ref reader, name, request) : WrongType(name);
    }

    private static RequestFault? ReadTokens(ref Utf8JsonReader reader, string name, InferenceRequest request)
    {
        for (; reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                return WrongType(name);
            }

            request.BoundBytes++;
        }

        return null;
    }

    private static RequestFault WrongType(string name) =>
        new(name, $"'{name}' must be a string, an array of strings, an array of token ids, or an array of arrays of token ids.");
}
