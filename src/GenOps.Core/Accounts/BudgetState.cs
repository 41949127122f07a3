using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>One scope and window as an answer shows it, nano-dollars.</summary>
public sealed record BudgetState(string Path, BudgetWindow Window, long? LimitNanoUsd, long SpentNanoUsd, long HeldNanoUsd)
{
    /// <summary>What is left to hold, never below 0; null without limit.</summary>
    public long? RemainingNanoUsd => LimitNanoUsd is { } limit ? Math.Max(0, limit - SpentNanoUsd - HeldNanoUsd) : null;

    /// <summary>The one with the least left; one without limit only when none has any.</summary>
    public static BudgetState? TightestOf(IReadOnlyList<BudgetState> budgets)
    {
        var tightest = budgets.Count > 0 ? budgets[0] : null;
        for (var index = 1; index < budgets.Count; index++)
        {
            if (budgets[index].RemainingNanoUsd is { } left && !(tightest!.RemainingNanoUsd <= left))
            {
                tightest = budgets[index];
            }
        }

        return tightest;
    }
}
