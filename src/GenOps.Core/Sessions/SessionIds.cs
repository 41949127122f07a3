using System.Buffers;

namespace GenOps.Core.Sessions;

/// <summary>What a session's id looks like: a ULID of 26 upper-case characters.</summary>
public static class SessionIds
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);

    /// <summary>Whether a text can be an id. Anything else is unknown without a look at storage, whatever it contains.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length } && text[0] <= '7' && !text.AsSpan().ContainsAnyExcept(Digits);

    /// <summary>The id with every digit replaced by its complement: where ids sort by time, these sort the newest first. Its own inverse.</summary>
    public static string Reverse(string sessionId)
    {
        if (!IsValid(sessionId))
        {
            throw new ArgumentException("Not a session's id.", nameof(sessionId));
        }

        return string.Create(Length, sessionId, static (reversed, id) =>
        {
            for (var index = 0; index < reversed.Length; index++)
            {
                reversed[index] = Alphabet[^(Alphabet.IndexOf(id[index], StringComparison.Ordinal) + 1)];
            }
        });
    }
}
