using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Usage as FOCUS 1.2 CSV: one row a day and combination of dimensions that was charged for.</summary>
public static class FocusCsv
{
    /// <summary>What usage must be grouped by for it: everything.</summary>
    public static IReadOnlyList<UsageDimension> GroupBy => UsageDimensions.All;

    /// <summary>Writes header and rows; leaves the stream open.</summary>
    public static async Task WriteAsync(string tenant, UsageReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvOutput.Writer(output);
        await csv.WriteRecordAsync([.. FocusColumns.All.Select(column => column.Name)], cancellationToken);
        foreach (var row in report.Rows.Where(row => IsCharge(row.Tally)))
        {
            foreach (var (_, write) in FocusColumns.All)
            {
                write(csv, new FocusRow(tenant, row.Group, row.Tally));
            }

            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    // Refused and failed calls alone are no charge.
    private static bool IsCharge(in Tally tally) => tally.CostNanoUsd != 0 || tally.Operations > 0;
}
