using System.Diagnostics;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads the fields whose value decides whether they change billing, and notes the first that does.</summary>
internal static class BillingFieldReader
{
    public static void Read(ref Utf8JsonReader reader, RequestField field, InferenceRequest request)
    {
        switch (field)
        {
            case RequestField.ServiceTier:
                ReadServiceTier(ref reader, request);
                break;
            case RequestField.Modalities:
                ReadModalities(ref reader, request);
                break;
            case RequestField.Tools:
                ReadTools(ref reader, request);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void ReadServiceTier(ref Utf8JsonReader reader, InferenceRequest request)
    {
        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        if (reader.TokenType != JsonTokenType.String || !BillingFields.IsPricedServiceTier(JsonText.Unescaped(reader, scratch)))
        {
            request.UnpricedField ??= "service_tier";
        }

        reader.Skip();
    }

    private static void ReadModalities(ref Utf8JsonReader reader, InferenceRequest request)
    {
        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && !BillingFields.IsPricedModality(JsonText.Unescaped(reader, scratch)))
            {
                request.UnpricedField ??= "modalities";
            }

            reader.Skip();
        }
    }

    private static void ReadTools(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadTool(ref reader, index, request);
            }

            reader.Skip();
        }
    }

    private static void ReadTool(ref Utf8JsonReader reader, int index, InferenceRequest request)
    {
        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isType = JsonText.Unescaped(reader, scratch).SequenceEqual("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String && !BillingFields.IsPricedTool(JsonText.Unescaped(reader, scratch)))
            {
                request.UnpricedField ??= $"tools[{index}].type";
            }

            reader.Skip();
        }
    }
}
