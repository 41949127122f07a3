namespace GenOps.Cli.Books;

/// <summary>The time in an id.</summary>
internal static class UlidTime
{
    private const int Length = 26;

    /// <summary>When the ULID that a text begins with was made; null when it is none, or of a year that calendars do not have.</summary>
    public static DateTimeOffset? Of(string text)
    {
        if (text.Length < Length || !Ulid.TryParse(text.AsSpan(0, Length), out var id))
        {
            return null;
        }

        // The library's own reading throws beyond the year 9999.
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var milliseconds = 0L;
        foreach (var part in bytes[..6])
        {
            milliseconds = (milliseconds << 8) | part;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
