using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Provider latencies that a tenant's own calls met, by model.</summary>
public sealed class ModelLatencies(UsageReader usage, TimeProvider time)
{
    /// <summary>Days looked back, today included.</summary>
    public const int Days = 7;

    /// <summary>The latencies of models that were called in these days.</summary>
    public async Task<IReadOnlyDictionary<string, LatencyHistogram>> ReadAsync(string tenant, Pins pins, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var latencies = new Dictionary<string, LatencyHistogram>(StringComparer.Ordinal);
        await foreach (var page in usage.PagesAsync(tenant, today.AddDays(1 - Days), today, cancellationToken))
        {
            foreach (var row in page)
            {
                if (row.Rollup.Model is { } model && pins.Sees(row.Rollup.Team, row.Rollup.Project))
                {
                    latencies[model] = latencies.GetValueOrDefault(model, LatencyHistogram.Empty).Merge(row.Latency.Counts);
                }
            }
        }

        return latencies;
    }
}
