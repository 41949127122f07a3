using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Writes usage in the shape that the call's behavior asks for.</summary>
internal static class UsageWriter
{
    public static void Write(Utf8JsonWriter json, InferenceCall call, TokenUsage usage)
    {
        switch (call.Behavior.Usage)
        {
            case UsageShape.Missing:
                break;
            case UsageShape.Null:
                json.WriteNull("usage"u8);
                break;
            case UsageShape.NullParts:
                WriteNullParts(json, usage);
                break;
            default:
                WriteWhole(json, call, usage);
                break;
        }
    }

    private static void WriteWhole(Utf8JsonWriter json, InferenceCall call, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Prompt);
        if (call.Endpoint != InferenceEndpoint.Embedding)
        {
            json.WriteNumber("completion_tokens"u8, usage.Completion);
        }

        json.WriteNumber("total_tokens"u8, (long)usage.Prompt + usage.Completion);
        if (call.Behavior.FlatCachedTokens is not null)
        {
            json.WriteNumber("cached_tokens"u8, usage.Cached);
        }

        if (call.Behavior.CachedTokens is not null)
        {
            json.WriteStartObject("prompt_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, usage.Cached);
            json.WriteEndObject();
        }

        if (call.Behavior.ReasoningTokens is not null)
        {
            json.WriteStartObject("completion_tokens_details"u8);
            json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteNullParts(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Prompt);
        json.WriteNull("completion_tokens"u8);
        json.WriteNull("total_tokens"u8);
        json.WriteNull("prompt_tokens_details"u8);
        json.WriteNull("completion_tokens_details"u8);
        json.WriteEndObject();
    }
}
