using System.Text.Json;
using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>
/// Bounds the tokens of what a model wrote by its UTF-8 bytes: every string of a message counts (content, reasoning, refusal, tool
/// arguments, and fields not known to us) except those a server adds. The syntax of a tool call is generated too but not shown: it
/// counts like the framing of a message.
/// </summary>
internal static class ProducedText
{
    /// <summary>Reads the value the reader stands on, to its end.</summary>
    public static long TokenBound(ref Utf8JsonReader reader)
    {
        var tokens = 0L;
        var depth = reader.CurrentDepth;
        var isContainer = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        if (!isContainer)
        {
            return StringTokens(ref reader);
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                tokens += ReadMember(ref reader);
            }
            else
            {
                tokens += StringTokens(ref reader);
            }
        }

        return tokens;
    }

    // Leaves the reader on the value: what is inside of it comes next, in the loop.
    private static long ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        var isServers = name.SequenceEqual("role"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("type"u8);
        var isToolName = name.SequenceEqual("name"u8);
        reader.Read();
        if (isServers)
        {
            reader.Skip();
            return 0;
        }

        var tokens = StringTokens(ref reader);
        return isToolName && tokens > 0 ? tokens + WorstCase.TokensPerItem : tokens;
    }

    private static long StringTokens(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? JsonText.UnescapedLength(reader.ValueSpan) : 0;
}
