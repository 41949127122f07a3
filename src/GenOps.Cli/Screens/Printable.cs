namespace GenOps.Cli.Screens;

/// <summary>Texts of others, such as a provider's or a model's, that must not steer the terminal.</summary>
internal static class Printable
{
    /// <summary>The text without control characters; line breaks and tabs stay.</summary>
    public static string Of(string text) => string.Concat(text.Where(static c => !char.IsControl(c) || c is '\n' or '\t'));
}
