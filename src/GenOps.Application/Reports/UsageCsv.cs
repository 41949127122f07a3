using CsvHelper;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>A usage report as CSV: a row a group, or one row of totals when nothing is grouped.</summary>
public static class UsageCsv
{
    private static readonly string[] Sums =
    [
        "operations", "failures", "refusals", "input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "cost_usd",
        "cost_nano_usd", "in_doubt_usd",
    ];

    /// <summary>Writes header and rows; leaves the stream open.</summary>
    public static async Task WriteAsync(UsageReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvOutput.Writer(output);
        var dimensions = report.Query.GroupBy;
        await csv.WriteRecordAsync([.. dimensions.Select(UsageDimensions.Name), .. Sums], cancellationToken);
        if (dimensions.Count == 0)
        {
            WriteSums(csv, report.Total);
            await csv.EndRecordAsync(cancellationToken);
        }

        foreach (var row in report.Rows)
        {
            foreach (var dimension in dimensions)
            {
                csv.WriteField(UsageDimensions.Value(row.Group, dimension));
            }

            WriteSums(csv, row.Tally);
            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static void WriteSums(CsvWriter csv, in Tally tally)
    {
        csv.WriteField(tally.Operations);
        csv.WriteField(tally.Failures);
        csv.WriteField(tally.Refusals);
        csv.WriteField(tally.InputTokens);
        csv.WriteField(tally.CachedTokens);
        csv.WriteField(tally.OutputTokens);
        csv.WriteField(tally.ReasoningTokens);
        csv.WriteField(CsvOutput.Usd(tally.CostNanoUsd));
        csv.WriteField(tally.CostNanoUsd);
        csv.WriteField(CsvOutput.Usd(tally.InDoubtNanoUsd));
    }
}
