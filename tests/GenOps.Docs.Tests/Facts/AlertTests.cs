using System.Text.RegularExpressions;
using GenOps.Docs.Tests.Documents;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Facts;

/// <summary>The runbook tells of every alert, and of no other.</summary>
public sealed partial class AlertTests
{
    [Fact]
    public void Runbook_Alerts_AreThoseOfTheRules()
    {
        var rules = PrometheusAlert().Matches(File.ReadAllText(RepositoryRoot.Combine("infra", "observability", "rules.yaml")));
        var azure = File.ReadAllText(RepositoryRoot.Combine("infra", "modules", "alerts.bicep"));
        var queries = AzureQuery().Matches(azure).Select(static match => match.Groups[1].Value);
        var metric = AzureMetric().Match(azure).Groups[1].Value;
        var expected = rules.Select(static match => match.Groups[1].Value).Concat(queries).Append(metric).Order(StringComparer.Ordinal);

        // Two systems may tell the same, in one row.
        var told = Document.Get("docs/operations.md").Table("alert")
            .SelectMany(static row => Name().Matches(row[0]).Select(static match => match.Groups[1].Value))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, told);
    }

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex PrometheusAlert();

    [GeneratedRegex(@"loadTextContent\('\.\./queries/([\w-]+)\.kql'\)")]
    private static partial Regex AzureQuery();

    [GeneratedRegex(@"\$\{name\}-(\w+)-\$\{account\.name\}")]
    private static partial Regex AzureMetric();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
