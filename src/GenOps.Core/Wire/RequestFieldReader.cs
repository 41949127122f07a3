using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads the value of one top-level field of a request, leaving the reader on the value's last token.</summary>
internal static class RequestFieldReader
{
    public static RequestFault? Read(
        ref Utf8JsonReader reader, RequestField field, scoped ReadOnlySpan<byte> name, InferenceRequest request)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null)
        {
            ReadNull(field, new(start, (int)reader.BytesConsumed), request);
            return null;
        }

        var fault = ReadValue(ref reader, field, name, request);
        if (field is RequestField.Messages or RequestField.Tools or RequestField.PromptText)
        {
            request.BoundBytes += reader.BytesConsumed - start;
        }

        return fault;
    }

    /// <summary>A name for a fault's <c>param</c>, whatever bytes a hostile body gave it.</summary>
    public static string Printable(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);

    private static void ReadNull(RequestField field, ByteSpan span, InferenceRequest request)
    {
        if (field == RequestField.MaxTokens)
        {
            request.Layout.MaxTokensNull = span;
        }
        else if (field == RequestField.StreamOptions)
        {
            request.Layout.StreamOptionsNull = span;
        }
    }

    private static RequestFault? ReadValue(
        ref Utf8JsonReader reader, RequestField field, scoped ReadOnlySpan<byte> name, InferenceRequest request)
    {
        switch (field)
        {
            case RequestField.Model:
                return ReadModel(ref reader, request);
            case RequestField.Messages:
                return MessagesReader.Read(ref reader, request);
            case RequestField.Prompt or RequestField.Input:
                return PromptReader.Read(ref reader, field, request);
            case RequestField.MaxTokens or RequestField.MaxCompletionTokens or RequestField.N or RequestField.BestOf:
                return ReadInteger(ref reader, field, name, request);
            case RequestField.Stream:
                return ReadStream(ref reader, request);
            case RequestField.StreamOptions:
                return StreamOptionsReader.Read(ref reader, request);
            case RequestField.Metadata:
                return MetadataReader.Read(ref reader, request);
            case RequestField.Tools or RequestField.ServiceTier or RequestField.Modalities:
                BillingFieldReader.Read(ref reader, field, request);
                return null;
            case RequestField.Unpriced:
                request.UnpricedField ??= Printable(name);
                reader.Skip();
                return null;
            case RequestField.PromptText or RequestField.Other:
                reader.Skip();
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static RequestFault? ReadModel(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType != JsonTokenType.String || JsonText.Decode(reader) is not { } model || string.IsNullOrWhiteSpace(model))
        {
            return new("model", "'model' must be a non-empty string.");
        }

        if (model.Length > Pricing.PriceLimits.MaxModelLength)
        {
            return new("model", $"'model' must have at most {Pricing.PriceLimits.MaxModelLength} characters.");
        }

        request.Model = model;
        request.Layout.Model = new((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        return null;
    }

    private static RequestFault? ReadStream(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            return new("stream", "'stream' must be true or false.");
        }

        request.Stream = reader.TokenType == JsonTokenType.True && request.Endpoint != InferenceEndpoint.Embeddings;
        return null;
    }

    private static RequestFault? ReadInteger(
        ref Utf8JsonReader reader, RequestField field, scoped ReadOnlySpan<byte> name, InferenceRequest request)
    {
        var max = field is RequestField.N or RequestField.BestOf ? WireLimits.MaxChoices : int.MaxValue;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value >= 1 && value <= max)
        {
            Set(request, field, value);
            return null;
        }

        // A number is no prompt, so it may be shown; a long one only in part.
        var shown = reader.TokenType == JsonTokenType.Number
            ? $", not {Printable(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 24)])}"
            : "";
        reader.Skip();
        var param = Printable(name);
        return new(param, $"'{param}' must be an integer from 1 to {max}{shown}.");
    }

    private static void Set(InferenceRequest request, RequestField field, int value)
    {
        switch (field)
        {
            case RequestField.MaxTokens:
                request.MaxTokens = value;
                break;
            case RequestField.MaxCompletionTokens:
                request.MaxCompletionTokens = value;
                break;
            case RequestField.N:
                request.N = value;
                break;
            case RequestField.BestOf:
                request.BestOf = value;
                break;
            default:
                throw new UnreachableException();
        }
    }
}
