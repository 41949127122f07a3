using System.Text.RegularExpressions;

namespace GenOps.Cli.Tests.Books;

/// <summary>What people read, without colours.</summary>
internal static partial class PlainText
{
    public static string Of(string text) => Escapes().Replace(text, "");

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Escapes();
}
