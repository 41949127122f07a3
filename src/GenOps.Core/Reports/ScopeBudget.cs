using GenOps.Core.Budgets;

namespace GenOps.Core.Reports;

/// <summary>One scope and window as a report shows it, nano-dollars; no limit is null.</summary>
public sealed record ScopeBudget(string Path, BudgetWindow Window, long? LimitNanoUsd, long SpentNanoUsd, HeldMoney Held)
{
    /// <summary>What is left to hold, never below 0; null without limit.</summary>
    public long? RemainingNanoUsd => LimitNanoUsd is { } limit ? Math.Max(0, limit - SpentNanoUsd - Held.TotalNanoUsd) : null;

    /// <summary>Spent as a share of the limit in parts per million; null without limit, a million when the limit is 0.</summary>
    public long? UtilizationPpm => LimitNanoUsd switch
    {
        null => null,
        0 => 1_000_000,
        { } limit => (long)Int128.Min(long.MaxValue, (Int128)SpentNanoUsd * 1_000_000 / limit),
    };
}
