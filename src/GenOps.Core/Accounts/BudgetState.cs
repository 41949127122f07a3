using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>One scope and window as an answer shows it, nano-dollars.</summary>
public sealed record BudgetState(string Path, BudgetWindow Window, long? LimitNanoUsd, long SpentNanoUsd, long HeldNanoUsd)
{
    /// <summary>What is left to hold, never below 0; null without limit.</summary>
    public long? RemainingNanoUsd => LimitNanoUsd is { } limit ? Math.Max(0, limit - SpentNanoUsd - HeldNanoUsd) : null;
}
