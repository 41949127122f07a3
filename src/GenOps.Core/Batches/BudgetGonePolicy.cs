namespace GenOps.Core.Batches;

/// <summary>What a batch does when its budget is gone.</summary>
public enum BudgetGonePolicy
{
    /// <summary>Pauses, and goes on when the window turns or the limit is raised.</summary>
    Wait,

    /// <summary>Reports the rest as <c>budget_exceeded</c>.</summary>
    Fail,
}
