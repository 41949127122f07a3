using System.Globalization;

namespace GenOps.Application.Idempotency;

/// <summary>An answer that can be given again. Content at rest: it is removed with its key, 24 h after the call.</summary>
/// <param name="IsStream">Whether the body is a whole stream of events.</param>
/// <param name="CostNanoUsd">What it cost, nano-dollars.</param>
/// <param name="Body">The body as it was sent.</param>
public sealed record StoredAnswer(bool IsStream, long CostNanoUsd, ReadOnlyMemory<byte> Body)
{
    /// <summary>Bytes of an answer that is stored; a larger one is given once only.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    private const int HeadBytes = 32;

    /// <summary>Most bytes of the stored form.</summary>
    public const int MaxStoredBytes = HeadBytes + MaxBodyBytes;

    /// <summary>The stored form: a head of fixed length, then the body.</summary>
    public byte[] ToBytes()
    {
        var stored = new byte[HeadBytes + Body.Length];
        System.Text.Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{(IsStream ? 's' : 'j')}{CostNanoUsd}").PadRight(HeadBytes), stored);
        Body.Span.CopyTo(stored.AsSpan(HeadBytes));
        return stored;
    }

    /// <summary>Reads the stored form.</summary>
    public static StoredAnswer Parse(byte[] stored)
    {
        var head = System.Text.Encoding.ASCII.GetString(stored, 0, HeadBytes);
        return new StoredAnswer(head[0] == 's', long.Parse(head[1..], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture), stored.AsMemory(HeadBytes));
    }
}
