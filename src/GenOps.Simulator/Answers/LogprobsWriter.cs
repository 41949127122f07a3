using System.Globalization;
using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>Writes made-up but steady log probabilities in the style the request asked for.</summary>
internal static class LogprobsWriter
{
    public static void Write(Utf8JsonWriter json, InferenceCall call, AnswerText text)
    {
        switch (call.Logprobs)
        {
            case LogprobsStyle.None: json.WriteNull("logprobs"u8); break;
            case LogprobsStyle.Together: WriteTogether(json, text); break;
            case LogprobsStyle.OpenAi: WriteOpenAi(json, text); break;
        }
    }

    private static void WriteTogether(Utf8JsonWriter json, AnswerText text)
    {
        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("tokens"u8);
        for (var index = 0; index < text.TokenCount; index++)
        {
            json.WriteStringValue(text.Token(index));
        }

        json.WriteEndArray();
        json.WriteStartArray("token_logprobs"u8);
        for (var index = 0; index < text.TokenCount; index++)
        {
            WriteLogprob(json, index);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOpenAi(Utf8JsonWriter json, AnswerText text)
    {
        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("content"u8);
        for (var index = 0; index < text.TokenCount; index++)
        {
            json.WriteStartObject();
            json.WriteString("token"u8, text.Token(index));
            json.WritePropertyName("logprob"u8);
            WriteLogprob(json, index);
            json.WriteNull("bytes"u8);
            json.WriteStartArray("top_logprobs"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLogprob(Utf8JsonWriter json, int index) =>
        json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"-0.{(index % 9) + 1}"), skipInputValidation: true);
}
