using System.Globalization;
using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Paths into a document for messages, such as <c>$.teams.search.projects</c> and <c>$.alerts.thresholds[2]</c>.</summary>
internal static class JsonPath
{
    public const string Root = "$";

    private const int MaxShown = 80;

    public static string Member(string path, string name) => name.Length > 0 && name.All(IsPlain) && name.Length <= MaxShown
        ? $"{path}.{name}"
        : $"{path}['{JsonEncodedText.Encode(Shorten(name))}']";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>A value as it was sent, cut to what fits a message.</summary>
    public static string Show(JsonElement value) => Shorten(value.GetRawText());

    private static string Shorten(string text)
    {
        if (text.Length <= MaxShown)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return text[..length] + "…";
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
