using System.Buffers;

namespace GenOps.Adapters.Together;

/// <summary>Reads a whole body into an array of its size.</summary>
internal static class AnswerReader
{
    private const int FirstBytes = 16 * 1024;

    /// <exception cref="IOException">The body is longer than the maximum, or broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maximumBytes, CancellationToken cancellationToken)
    {
        var length = AnswerStream.IsCoded(content) ? null : content.Headers.ContentLength;
        if (length > maximumBytes)
        {
            throw TooLong(maximumBytes);
        }

        await using var stream = await AnswerStream.OpenAsync(content, cancellationToken);
        if (length is null)
        {
            return await ReadToEndAsync(stream, maximumBytes, cancellationToken);
        }

        var body = GC.AllocateUninitializedArray<byte>((int)length);
        await stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(Stream stream, int maximumBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            var length = 0;
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is var read and > 0)
            {
                length += read;
                if (length > maximumBytes)
                {
                    throw TooLong(maximumBytes);
                }

                if (length == buffer.Length)
                {
                    Grow(ref buffer);
                }
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static IOException TooLong(int maximumBytes) => new($"The provider's answer is longer than {maximumBytes} bytes.");
}
