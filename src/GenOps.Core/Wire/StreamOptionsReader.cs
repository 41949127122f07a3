using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads <c>stream_options</c>, so that <c>include_usage</c> can be set without touching the other options.</summary>
internal static class StreamOptionsReader
{
    private const string IncludeUsage = "stream_options.include_usage";

    public static RequestFault? Read(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new("stream_options", "'stream_options' must be an object.");
        }

        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        ref var layout = ref request.Layout;
        layout.StreamOptionsInside = (int)reader.BytesConsumed;
        layout.StreamOptionsIsEmpty = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            layout.StreamOptionsIsEmpty = false;
            var isIncludeUsage = JsonText.Unescaped(reader, scratch).SequenceEqual("include_usage"u8);
            reader.Read();
            if (isIncludeUsage)
            {
                if (layout.IncludeUsage != default)
                {
                    return new(IncludeUsage, "The property stands twice in 'stream_options'; send it once.");
                }

                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
                {
                    return new(IncludeUsage, "'include_usage' must be true or false.");
                }

                layout.IncludeUsage = new((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                request.IncludeUsageAsked = reader.TokenType == JsonTokenType.True;
            }

            reader.Skip();
        }

        return null;
    }
}
