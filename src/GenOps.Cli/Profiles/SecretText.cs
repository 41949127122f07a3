namespace GenOps.Cli.Profiles;

/// <summary>How a secret is shown: enough to tell it from another.</summary>
internal static class SecretText
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
}
