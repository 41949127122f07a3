using System.Text.Json;
using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads a <c>usage</c> object. Cached and reasoning tokens stand flat or in a details object, by model; where both are given, the pair
/// that costs the caller more is believed: fewer cached, more reasoning.
/// </summary>
internal static class UsageReader
{
    private const int ScratchBytes = 160;

    /// <summary>Reads the value the reader stands on, to its end; null when it is not an object.</summary>
    public static ReportedUsage? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var usage = default(ReportedUsage);
        Span<byte> scratch = stackalloc byte[ScratchBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Unescaped(reader, scratch);
            if (name.SequenceEqual("prompt_tokens_details"u8) || name.SequenceEqual("completion_tokens_details"u8))
            {
                reader.Read();
                ReadDetails(ref reader, ref usage);
            }
            else
            {
                ReadCount(ref reader, name, ref usage);
            }
        }

        return usage;
    }

    private static void ReadDetails(ref Utf8JsonReader reader, ref ReportedUsage usage)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        Span<byte> scratch = stackalloc byte[ScratchBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonText.Unescaped(reader, scratch);
            if (name.SequenceEqual("cached_tokens"u8) || name.SequenceEqual("reasoning_tokens"u8))
            {
                ReadCount(ref reader, name, ref usage);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadCount(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref ReportedUsage usage)
    {
        reader.Read();
        if (name.SequenceEqual("prompt_tokens"u8))
        {
            usage = usage with { InputTokens = Count(ref reader) };
        }
        else if (name.SequenceEqual("completion_tokens"u8))
        {
            usage = usage with { OutputTokens = Count(ref reader) };
        }
        else if (name.SequenceEqual("total_tokens"u8))
        {
            usage = usage with { TotalTokens = Count(ref reader) };
        }
        else if (name.SequenceEqual("cached_tokens"u8))
        {
            var count = Count(ref reader);
            usage = usage with { CachedTokens = usage.CachedTokens < count ? usage.CachedTokens : count ?? usage.CachedTokens };
        }
        else if (name.SequenceEqual("reasoning_tokens"u8))
        {
            var count = Count(ref reader);
            usage = usage with { ReasoningTokens = usage.ReasoningTokens > count ? usage.ReasoningTokens : count ?? usage.ReasoningTokens };
        }
        else
        {
            reader.Skip();
        }
    }

    private static long? Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count))
        {
            return count;
        }

        reader.Skip();
        return -1;
    }
}
