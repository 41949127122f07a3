namespace GenOps.Core.Wire;

/// <summary>Reads the data of one event of a provider's stream. Allocates nothing and never throws.</summary>
public static class StreamChunkReader
{
    public static StreamChunk Read(ReadOnlySpan<byte> data)
    {
        if (data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            return Without(StreamChunkKind.Done);
        }

        if (!AnswerReader.TryRead(data, out var answer))
        {
            return Without(StreamChunkKind.Malformed);
        }

        return new(
            Kind(answer),
            answer.Usage,
            answer.UsageJson.Start..answer.UsageJson.End,
            answer.Choices,
            answer.FinishedChoices,
            answer.HasGenops,
            answer.TextTokenBound);
    }

    private static StreamChunkKind Kind(in Answer answer)
    {
        if (answer.HasError)
        {
            return StreamChunkKind.Error;
        }

        if (answer.FinishedChoices > 0)
        {
            return StreamChunkKind.Finish;
        }

        return answer.Choices > 0 ? StreamChunkKind.Content : answer.Usage is null ? StreamChunkKind.Other : StreamChunkKind.UsageOnly;
    }

    private static StreamChunk Without(StreamChunkKind kind) => new(kind, null, default, 0, 0, HasGenops: false, 0);
}
