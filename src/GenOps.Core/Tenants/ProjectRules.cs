namespace GenOps.Core.Tenants;

/// <summary>A declared project's limits.</summary>
public sealed record ProjectRules
{
    /// <summary>Limit of a UTC day, nano-dollars.</summary>
    public long? DailyLimitNanoUsd { get; init; }

    /// <summary>Limit of a UTC month, nano-dollars.</summary>
    public long? MonthlyLimitNanoUsd { get; init; }
}
