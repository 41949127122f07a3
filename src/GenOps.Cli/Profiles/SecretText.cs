using System.Text.RegularExpressions;

namespace GenOps.Cli.Profiles;

/// <summary>How a secret is shown: enough to tell it from another.</summary>
internal static partial class SecretText
{
    private const int ShownCharacters = 4;

    // Of a shorter one, four characters would be too much.
    private const int MinimumLength = 16;

    public static string Mask(string? secret) => secret switch
    {
        null => "-",
        { Length: < MinimumLength } => "…",
        _ => "…" + secret[^ShownCharacters..],
    };

    /// <summary>The text with all keys in it masked, such as one that was typed in a wrong place.</summary>
    public static string Hide(string text) => Key().Replace(text, static key => Mask(key.Value));

    [GeneratedRegex("g[ak]-[A-Za-z0-9_-]{16,}")]
    private static partial Regex Key();
}
