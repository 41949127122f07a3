using System.Buffers;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Names of tenants, teams and projects: <c>^[a-z0-9][a-z0-9-]{0,62}$</c>.</summary>
public static class ScopeName
{
    /// <summary>Most characters of a name.</summary>
    public const int MaxCharacters = 63;

    /// <summary>What a name looks like, for messages.</summary>
    public const string Description = "1 to 63 lower-case letters, digits and hyphens, no hyphen first";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxCharacters && text[0] != '-' && !text.ContainsAnyExcept(Allowed);
}
