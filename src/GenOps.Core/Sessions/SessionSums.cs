using GenOps.Core.Ledger;

namespace GenOps.Core.Sessions;

/// <summary>What a session's calls came to, over all instances that served them.</summary>
public sealed record SessionSums
{
    /// <summary>No calls.</summary>
    public static SessionSums None { get; } = new();

    /// <summary>Sums by model, in the order of the models' names.</summary>
    public IReadOnlyList<KeyValuePair<string, Tally>> ByModel { get; private init; } = [];

    /// <summary>Sums over all models.</summary>
    public Tally Total { get; private init; }

    /// <summary>Provider latencies of answered calls.</summary>
    public LatencyHistogram Latency { get; private init; } = LatencyHistogram.Empty;

    /// <summary>The last call's time; null without calls.</summary>
    public DateTimeOffset? LastAt { get; private init; }

    /// <summary>Cost of an answered call on average, nano-dollars, rounded half up; null without one.</summary>
    public long? AverageNanoUsd => Total.Operations == 0 ? null : (Total.CostNanoUsd + (Total.Operations / 2)) / Total.Operations;

    /// <summary>Adds the shares of all instances.</summary>
    public static SessionSums Of(IEnumerable<SessionPartialRow> partials)
    {
        var byModel = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        var sums = None;
        foreach (var partial in partials)
        {
            foreach (var (model, tally) in partial.ByModel)
            {
                byModel[model] = byModel.GetValueOrDefault(model) + tally;
                sums = sums with { Total = sums.Total + tally };
            }

            sums = sums with
            {
                Latency = sums.Latency.Merge(partial.Latency.Counts),
                LastAt = sums.LastAt > partial.LastAt ? sums.LastAt : partial.LastAt,
            };
        }

        return sums with { ByModel = [.. byModel] };
    }
}
