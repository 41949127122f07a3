using System.Globalization;

namespace GenOps.Benchmarks.Report;

/// <summary>Where and when a run was made.</summary>
internal sealed record RunFacts(DateOnly Date, string Commit, string Machine, bool IsQuick)
{
    private const string QuickWarning =
        "\n\n**A quick run: its counts are too small for its figures to mean anything. It only shows that every mode works.**";

    public string Text => MarkdownTable.Of(
        ["date (UTC)", "commit", "machine"],
        [[Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Commit, Machine]]) + (IsQuick ? QuickWarning : "");
}
