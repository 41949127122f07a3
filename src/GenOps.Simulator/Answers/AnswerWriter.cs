using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Writes the whole JSON of chat and completion answers that are not streamed.</summary>
internal static class AnswerWriter
{
    public static void Write(Utf8JsonWriter json, InferenceCall call, Answer answer, CallIdentity identity)
    {
        json.WriteStartObject();
        WriteHead(json, call, identity, call.Endpoint == InferenceEndpoint.Chat ? "chat.completion"u8 : "text_completion"u8);
        json.WriteStartArray("choices"u8);
        for (var index = 0; index < answer.Texts.Count; index++)
        {
            WriteChoice(json, call, answer, identity, index);
        }

        json.WriteEndArray();
        UsageWriter.Write(json, call, answer.Usage);
        json.WriteEndObject();
    }

    public static void WriteHead(Utf8JsonWriter json, InferenceCall call, CallIdentity identity, ReadOnlySpan<byte> objectName)
    {
        json.WriteString("id"u8, identity.RequestId);
        json.WriteString("object"u8, objectName);
        json.WriteNumber("created"u8, identity.Created);
        json.WriteString("model"u8, call.Model);
    }

    /// <summary>Writes the only tool call of a choice. A stream's later parts have arguments only.</summary>
    public static void WriteToolCalls(Utf8JsonWriter json, CallIdentity identity, int choice, string? name, ReadOnlySpan<byte> arguments)
    {
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        if (name is not null)
        {
            json.WriteString("id"u8, $"call_{identity.RequestId}_{choice}");
            json.WriteString("type"u8, "function"u8);
        }

        json.WriteStartObject("function"u8);
        if (name is not null)
        {
            json.WriteString("name"u8, name);
        }

        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteChoice(Utf8JsonWriter json, InferenceCall call, Answer answer, CallIdentity identity, int index)
    {
        var text = answer.Texts[index];
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        if (call.Endpoint == InferenceEndpoint.Completion)
        {
            json.WriteString("text"u8, text.Utf8);
        }
        else
        {
            WriteMessage(json, call, answer, identity, index);
        }

        LogprobsWriter.Write(json, call, text);
        json.WriteString("finish_reason"u8, answer.FinishReason);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, InferenceCall call, Answer answer, CallIdentity identity, int index)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (call.ToolName is { } tool)
        {
            json.WriteNull("content"u8);
            WriteToolCalls(json, identity, index, tool, answer.Texts[index].Utf8);
        }
        else
        {
            json.WriteString("content"u8, answer.Texts[index].Utf8);
        }

        if (answer.Reasoning.TokenCount > 0)
        {
            json.WriteString("reasoning"u8, answer.Reasoning.Utf8);
        }

        json.WriteEndObject();
    }
}
