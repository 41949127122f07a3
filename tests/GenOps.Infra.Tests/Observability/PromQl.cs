using System.Text.RegularExpressions;

namespace GenOps.Infra.Tests.Observability;

/// <summary>Just enough of PromQL to find the series and labels that an expression speaks of.</summary>
internal static partial class PromQl
{
    private static readonly string[] Keywords =
        ["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool"];

    public static IEnumerable<string> Series(string expression) =>
        Identifier().Matches(Grouping().Replace(Matchers().Replace(expression, ""), ""))
            .Select(match => match.Value)
            .Where(name => !Keywords.Contains(name))
            .Distinct();

    public static IEnumerable<string> Labels(string expression) =>
        Matchers().Matches(expression).SelectMany(match => Matcher().Matches(match.Value).Select(label => label.Groups[1].Value))
            .Concat(Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)))
            .Distinct();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex("""(\w+)\s*(?:=~|!~|!=|=)\s*"[^"]*"[,}]""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    /// <summary>A name that is not a function, a variable of Grafana or the unit of a duration.</summary>
    [GeneratedRegex(@"(?<![\w:.$])[a-zA-Z_:][\w:]*(?![\w:]*\s*\()")]
    private static partial Regex Identifier();
}
