using System.Text.RegularExpressions;

namespace GenOps.Infra.Tests.Observability;

/// <summary>Just enough of the Kusto query language to find what a query speaks of.</summary>
internal static partial class Kql
{
    public static string Table(string query) => Lines(query)[0];

    public static IEnumerable<string> Metrics(string query) => MetricName().Matches(query).Select(match => match.Groups[1].Value);

    public static IEnumerable<string> Events(string query) => EventName().Matches(query).Select(match => match.Groups[1].Value);

    public static IEnumerable<string> Attributes(string query) =>
        Property().Matches(query).Select(match => match.Groups[1].Value).Where(name => name != "EventName");

    /// <summary>Whether brackets and quotes close, in order.</summary>
    public static bool IsBalanced(string query)
    {
        var open = new Stack<char>();
        foreach (var character in QuotedText().Replace(query, ""))
        {
            if (character is '(' or '[' or '{')
            {
                open.Push(character);
            }
            else if (character is ')' or ']' or '}' && (open.Count == 0 || $"{open.Pop()}{character}" is not ("()" or "[]" or "{}")))
            {
                return false;
            }
            else if (character is '"')
            {
                return false;
            }
        }

        return open.Count == 0;
    }

    /// <summary>Whether the query gives a column of this name: computed, or grouped by.</summary>
    public static bool HasColumn(string query, string column)
    {
        var last = Lines(query)[^1];
        return Regex.IsMatch(last, $@"\b{column}\s*=[^=]|[,]\s*{column}\b|\bby\s+{column}\b");
    }

    private static List<string> Lines(string query) =>
        [.. query.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal))];

    [GeneratedRegex("""\bName == "([^"]+)""")]
    private static partial Regex MetricName();

    [GeneratedRegex("""Properties\["EventName"\]\) == "([^"]+)""")]
    private static partial Regex EventName();

    [GeneratedRegex("""Properties\["([^"]+)"\]""")]
    private static partial Regex Property();

    [GeneratedRegex("""//.*|"[^"\n]*"|'[^'\n]*'""")]
    private static partial Regex QuotedText();
}
