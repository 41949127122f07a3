using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Renders the server-sent events of one stream, each as <c>data: {…}</c> and an empty line.</summary>
internal readonly struct StreamChunks(AnswerBuffer buffer, InferenceCall call, Answer answer, CallIdentity identity)
{
    private bool IsChat => call.Endpoint == InferenceEndpoint.Chat;

    public void Role(int choice)
    {
        var json = BeginChoice(choice);
        WriteDelta(json, "role"u8, "assistant"u8, withEmptyContent: true);
        EndChoice(json, finishReason: null, withUsage: false);
    }

    public void Reasoning(int choice, ReadOnlySpan<byte> token)
    {
        var json = BeginChoice(choice);
        WriteDelta(json, "reasoning"u8, token, withEmptyContent: false);
        EndChoice(json, finishReason: null, withUsage: false);
    }

    public void Content(int choice, int tokenIndex)
    {
        var token = answer.Texts[choice].Token(tokenIndex);
        var json = BeginChoice(choice);
        if (!IsChat)
        {
            json.WriteString("text"u8, token);
        }
        else if (call.ToolName is { } tool)
        {
            json.WriteStartObject("delta"u8);
            AnswerWriter.WriteToolCalls(json, identity, choice, tokenIndex == 0 ? tool : null, token);
            json.WriteEndObject();
        }
        else
        {
            WriteDelta(json, "content"u8, token, withEmptyContent: false);
        }

        EndChoice(json, finishReason: null, withUsage: false);
    }

    public void Finish(int choice)
    {
        var json = BeginChoice(choice);
        if (IsChat)
        {
            json.WriteStartObject("delta"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("text"u8, ""u8);
        }

        EndChoice(json, answer.FinishReason, call.Behavior.Usage == UsageShape.OnFinish && choice == answer.Texts.Count - 1);
    }

    public void Usage()
    {
        var json = Begin();
        json.WriteStartArray("choices"u8);
        json.WriteEndArray();
        UsageWriter.Write(json, call, answer.Usage);
        End(json);
    }

    public void Error()
    {
        buffer.WriteRaw("data: "u8);
        ErrorBody.Write(buffer.Json, identity, new ErrorContent("The model stopped unexpectedly.", "server_error", null, "internal_error"));
        EndEvent();
    }

    public void Done() => buffer.WriteRaw("data: [DONE]\n\n"u8);

    private static void WriteDelta(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool withEmptyContent)
    {
        json.WriteStartObject("delta"u8);
        json.WriteString(name, value);
        if (withEmptyContent)
        {
            json.WriteString("content"u8, ""u8);
        }

        json.WriteEndObject();
    }

    private Utf8JsonWriter Begin()
    {
        buffer.WriteRaw("data: "u8);
        buffer.Json.WriteStartObject();
        AnswerWriter.WriteHead(buffer.Json, call, identity, IsChat ? "chat.completion.chunk"u8 : "text_completion"u8);
        return buffer.Json;
    }

    private Utf8JsonWriter BeginChoice(int choice)
    {
        var json = Begin();
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice);
        return json;
    }

    private void EndChoice(Utf8JsonWriter json, string? finishReason, bool withUsage)
    {
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (withUsage)
        {
            UsageWriter.Write(json, call, answer.Usage);
        }

        End(json);
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        EndEvent();
    }

    private void EndEvent()
    {
        buffer.EndJson();
        buffer.WriteRaw("\n\n"u8);
    }
}
