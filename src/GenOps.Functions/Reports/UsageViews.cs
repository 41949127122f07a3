using System.Text.Json.Nodes;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>Usage as JSON.</summary>
internal static class UsageViews
{
    public static object Report(UsageReport report) => new
    {
        from = ReportDay.Text(report.Query.From),
        to = ReportDay.Text(report.Query.To),
        group_by = report.Query.GroupBy.Select(UsageDimensions.Name),
        totals = Sums(new JsonObject(), report.Total),
        rows = report.Rows.Select(row => Row(report.Query.GroupBy, row)),
    };

    private static JsonObject Row(IReadOnlyList<UsageDimension> groupBy, UsageRow row)
    {
        var json = new JsonObject();
        foreach (var dimension in groupBy)
        {
            json[UsageDimensions.Name(dimension)] = UsageDimensions.Value(row.Group, dimension);
        }

        return Sums(json, row.Tally);
    }

    private static JsonObject Sums(JsonObject json, in Tally tally)
    {
        json["operations"] = tally.Operations;
        json["failures"] = tally.Failures;
        json["refusals"] = tally.Refusals;
        json["input_tokens"] = tally.InputTokens;
        json["cached_tokens"] = tally.CachedTokens;
        json["output_tokens"] = tally.OutputTokens;
        json["reasoning_tokens"] = tally.ReasoningTokens;
        json["cost_usd"] = UsdText.Format(tally.CostNanoUsd);
        json["cost_nano_usd"] = tally.CostNanoUsd;
        json["in_doubt_usd"] = UsdText.Format(tally.InDoubtNanoUsd);
        return json;
    }
}
