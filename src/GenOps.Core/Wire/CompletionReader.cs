using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads a provider's JSON answer, or the data of one chunk of a stream when its id and model are wanted.</summary>
public static class CompletionReader
{
    /// <summary>False when the answer is not one well-formed JSON object. Never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out Completion completion)
    {
        var isRead = AnswerReader.TryRead(json, out var answer);
        completion = isRead
            ? new(
                Text(json, answer.Id),
                Text(json, answer.Model),
                answer.Usage,
                answer.HasError,
                answer.Choices,
                answer.FinishedChoices,
                answer.TextTokenBound)
            : default;
        return isRead;
    }

    private static string? Text(ReadOnlySpan<byte> json, ByteSpan at)
    {
        if (at == default)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json[at.Start..at.End]);
        reader.Read();
        return JsonText.Decode(reader);
    }
}
