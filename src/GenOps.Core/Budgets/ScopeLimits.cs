namespace GenOps.Core.Budgets;

/// <summary>The limits of one declared scope, nano-dollars; null is no limit.</summary>
public sealed record ScopeLimits(
    string Path, long? DailyLimitNanoUsd, long? MonthlyLimitNanoUsd, long ScopesVersion, DateOnly DeclaredDay)
{
    /// <summary>The limit for a kind of window.</summary>
    public long? LimitFor(BudgetWindow window) => window.IsMonth ? MonthlyLimitNanoUsd : DailyLimitNanoUsd;

    /// <summary>Whether calls of the scope may have been charged elsewhere in the window before the scope was declared.</summary>
    public bool NeedsSeed(BudgetWindow window) => Path.Length > 0 && ScopesVersion > 1 && DeclaredDay >= window.Start;
}
