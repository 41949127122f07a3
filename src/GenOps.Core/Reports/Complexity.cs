namespace GenOps.Core.Reports;

/// <summary>How hard the task is, and so how large a model it wants.</summary>
public enum Complexity
{
    /// <summary>Simple: a small model does.</summary>
    Low,

    /// <summary>Between the two.</summary>
    Medium,

    /// <summary>Hard: a large model.</summary>
    High,
}
