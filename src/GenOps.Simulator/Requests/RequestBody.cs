using System.Buffers;
using System.IO.Pipelines;

namespace GenOps.Simulator;

/// <summary>Reads a whole request body and hands its bytes to <paramref name="parse"/> without a copy when they lie together.</summary>
internal static class RequestBody
{
    public static async ValueTask<T> ParseAsync<T, TState>(
        PipeReader reader, TState state, Parser<T, TState> parse, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            try
            {
                return Parse(result.Buffer, state, parse);
            }
            finally
            {
                reader.AdvanceTo(result.Buffer.End);
            }
        }
    }

    private static T Parse<T, TState>(in ReadOnlySequence<byte> buffer, TState state, Parser<T, TState> parse)
    {
        if (buffer.IsSingleSegment)
        {
            return parse(buffer.FirstSpan, state);
        }

        var length = checked((int)buffer.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.CopyTo(rented);
            return parse(rented.AsSpan(0, length), state);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal delegate T Parser<out T, in TState>(ReadOnlySpan<byte> body, TState state);
}
