using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>A refused hold, with the scope and window that decided.</summary>
public sealed record BudgetRefusal(RefusalKind Kind, long NeededNanoUsd, BudgetState? Budget)
{
    /// <summary>When waiting could help; null when the call alone is over the limit, or nothing is known.</summary>
    public DateTimeOffset? ResetsAt =>
        Budget is { LimitNanoUsd: { } limit } && NeededNanoUsd <= limit ? Budget.Window.ResetsAt : null;
}
