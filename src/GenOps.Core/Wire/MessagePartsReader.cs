using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads the content of a message. A part is what its type says or what any of its properties is named, whichever costs more: servers
/// differ in which of the two they believe. Text is bounded by its bytes; what is neither text nor an image has no bound.
/// </summary>
internal static class MessagePartsReader
{
    public static void Read(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadPart(ref reader, request);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadPart(ref reader, request);
                }

                reader.Skip();
            }
        }
    }

    private static void ReadPart(ref Utf8JsonReader reader, InferenceRequest request)
    {
        Span<byte> scratch = stackalloc byte[WireLimits.MaxPropertyNameBytes];
        var isImage = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Unescaped(reader, scratch);
            var isType = name.SequenceEqual("type"u8);
            var sort = isType ? PartSort.Text : PropertySort(name);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                sort = TypeSort(JsonText.Unescaped(reader, scratch));
            }

            var start = reader.TokenStartIndex;
            reader.Skip();
            if (sort == PartSort.Image)
            {
                isImage = true;
                request.ImageBytes += isType ? 0 : reader.BytesConsumed - start;
            }
            else if (sort == PartSort.Audio)
            {
                request.UnpricedField ??= $"messages[{request.MessageCount}].content";
            }

            request.HasUnboundedParts |= sort == PartSort.Unbounded;
        }

        request.ImageCount += isImage ? 1 : 0;
    }

    private static PartSort TypeSort(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("text"u8) || type.SequenceEqual("refusal"u8))
        {
            return PartSort.Text;
        }

        if (type.SequenceEqual("image_url"u8))
        {
            return PartSort.Image;
        }

        return BillingFields.IsUnpricedPart(type) ? PartSort.Audio : PartSort.Unbounded;
    }

    private static PartSort PropertySort(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("image_url"u8))
        {
            return PartSort.Image;
        }

        if (BillingFields.IsUnpricedPart(name))
        {
            return PartSort.Audio;
        }

        var isUnbounded = name.SequenceEqual("video_url"u8) || name.SequenceEqual("video"u8)
            || name.SequenceEqual("image"u8) || name.SequenceEqual("file"u8);
        return isUnbounded ? PartSort.Unbounded : PartSort.Text;
    }

    private enum PartSort
    {
        Text,
        Image,
        Audio,
        Unbounded,
    }
}
