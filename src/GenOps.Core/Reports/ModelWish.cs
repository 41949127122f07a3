using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>What a recommendation is asked for.</summary>
public sealed record ModelWish
{
    /// <summary>The use case's guidance.</summary>
    public required UseCaseGuidance Guidance { get; init; }

    /// <summary>How hard the task is; null leaves the size class to the use case.</summary>
    public Complexity? Complexity { get; init; }

    /// <summary>Most that one call may cost, nano-dollars.</summary>
    public long? BudgetNanoUsdPerCall { get; init; }

    /// <summary>Least context length.</summary>
    public int? MinContextLength { get; init; }

    /// <summary>Capabilities without which a model is no help.</summary>
    public ModelCapabilities Needs { get; init; }

    /// <summary>Tokens of a typical call; prices are compared by it.</summary>
    public TokenUsage Usage { get; init; } = new(1_000, 500);

    /// <summary>The size class to prefer.</summary>
    public ModelTier Tier => Complexity switch
    {
        null => Guidance.Tier,
        Reports.Complexity.Low => ModelTier.Lite,
        Reports.Complexity.Medium => ModelTier.Standard,
        Reports.Complexity.High => ModelTier.Large,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
