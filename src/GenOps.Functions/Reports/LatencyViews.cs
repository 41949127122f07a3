using GenOps.Core.Ledger;

namespace GenOps.Functions.Reports;

/// <summary>Latencies as JSON: upper edges of the buckets in which the percentiles lie, null without observations.</summary>
internal static class LatencyViews
{
    public static object Of(LatencyHistogram latency) => new
    {
        p50 = Percentile(latency, 0.50),
        p95 = Percentile(latency, 0.95),
        p99 = Percentile(latency, 0.99),
    };

    private static double? Percentile(LatencyHistogram latency, double share) =>
        latency.PercentileMilliseconds(share) is { } milliseconds ? Math.Round(milliseconds, 1) : null;
}
