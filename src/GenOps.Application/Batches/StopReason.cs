namespace GenOps.Application.Batches;

/// <summary>Why a batch sends nothing more.</summary>
public enum StopReason
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,

    /// <summary>Its completion window ended.</summary>
    Expired,

    /// <summary>Its budget is gone and it does not wait, or waiting cannot help.</summary>
    BudgetGone,
}
