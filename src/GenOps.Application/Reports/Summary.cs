using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Tenants;

namespace GenOps.Application.Reports;

/// <summary>A tenant's day at a glance, or that of what a pinned key sees.</summary>
public sealed record Summary
{
    /// <summary>The UTC day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The policy in force.</summary>
    public required PolicyMode Policy { get; init; }

    /// <summary>Spent today, nano-dollars.</summary>
    public required long DailyNanoUsd { get; init; }

    /// <summary>Spent this month, nano-dollars.</summary>
    public required long MonthlyNanoUsd { get; init; }

    /// <summary>Today's budget; null when what the key sees is no declared scope.</summary>
    public ScopeBudget? Day { get; init; }

    /// <summary>This month's budget; null as above.</summary>
    public ScopeBudget? Month { get; init; }

    /// <summary>Today's sums by roll-ups.</summary>
    public required Tally Today { get; init; }

    /// <summary>Calls a second, answered of those that came in within the last minute.</summary>
    public required double OperationsPerSecond { get; init; }

    /// <summary>Sessions that take calls.</summary>
    public required int ActiveSessions { get; init; }

    /// <summary>When the first of the two budgets will be spent; null when neither will in its window.</summary>
    public DateTimeOffset? ProjectedExhaustionAt { get; init; }

    /// <summary>What to look at.</summary>
    public required IReadOnlyList<Recommendation> Recommendations { get; init; }

    /// <summary>Cost of an answered call today on average, nano-dollars, rounded half up; null without one.</summary>
    public long? AverageNanoUsd => Today.Operations == 0 ? null : (Today.CostNanoUsd + (Today.Operations / 2)) / Today.Operations;
}
