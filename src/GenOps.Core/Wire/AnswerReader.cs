using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads an answer of a provider: a completion, an embedding, or the data of one event of a stream. They share their shape.
/// </summary>
internal static class AnswerReader
{
    // The longest name read is completion_tokens_details; a name with more escapes than this has room for is none of ours.
    private const int ScratchBytes = 160;

    /// <summary>False when the text is not one well-formed JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out Answer answer)
    {
        answer = default;
        var reader = new Utf8JsonReader(json, JsonText.Strict);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            Span<byte> scratch = stackalloc byte[ScratchBytes];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, scratch, ref answer);
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, scoped Span<byte> scratch, ref Answer answer)
    {
        var name = JsonText.Unescaped(reader, scratch);
        if (name.SequenceEqual("choices"u8))
        {
            reader.Read();
            ReadChoices(ref reader, ref answer);
        }
        else if (name.SequenceEqual("usage"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            answer.Usage = UsageReader.Read(ref reader);
            answer.UsageJson = answer.Usage is null ? default : new(start, (int)reader.BytesConsumed);
        }
        else if (name.SequenceEqual("id"u8))
        {
            answer.Id = StringAt(ref reader);
        }
        else if (name.SequenceEqual("model"u8))
        {
            answer.Model = StringAt(ref reader);
        }
        else
        {
            var isError = name.SequenceEqual("error"u8);
            answer.HasGenops |= name.SequenceEqual("genops"u8);
            reader.Read();
            answer.HasError |= isError && reader.TokenType != JsonTokenType.Null;
            reader.Skip();
        }
    }

    private static ByteSpan StringAt(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isString = reader.TokenType == JsonTokenType.String;
        reader.Skip();
        return isString ? new(start, (int)reader.BytesConsumed) : default;
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ref Answer answer)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            answer.Choices++;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader, ref answer);
            }

            reader.Skip();
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ref Answer answer)
    {
        Span<byte> scratch = stackalloc byte[ScratchBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Unescaped(reader, scratch);
            var isFinish = name.SequenceEqual("finish_reason"u8);
            var isText = name.SequenceEqual("delta"u8) || name.SequenceEqual("message"u8) || name.SequenceEqual("text"u8);
            reader.Read();
            if (isFinish && reader.TokenType == JsonTokenType.String)
            {
                // Some providers count the token that ended the text.
                answer.FinishedChoices++;
                answer.TextTokenBound++;
            }
            else if (isText)
            {
                answer.TextTokenBound += ProducedText.TokenBound(ref reader);
            }

            reader.Skip();
        }
    }
}
