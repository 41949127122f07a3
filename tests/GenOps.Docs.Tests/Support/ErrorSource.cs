using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Support;

/// <summary>The status of each error as the app's one mapping has it, read from its source.</summary>
internal static partial class ErrorSource
{
    public static IReadOnlyDictionary<string, int> Statuses() => Mapping()
        .Matches(File.ReadAllText(RepositoryRoot.Combine("src", "GenOps.Functions", "Http", "ErrorShapes.cs")))
        .ToDictionary(
            static match => JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups[1].Value),
            static match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"ErrorCode\.(\w+) => \((\d{3}),")]
    private static partial Regex Mapping();
}
