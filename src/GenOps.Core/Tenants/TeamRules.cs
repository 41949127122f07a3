namespace GenOps.Core.Tenants;

/// <summary>A declared team: its limits and its declared projects.</summary>
public sealed record TeamRules
{
    /// <summary>Limit of a UTC day, nano-dollars.</summary>
    public long? DailyLimitNanoUsd { get; init; }

    /// <summary>Limit of a UTC month, nano-dollars.</summary>
    public long? MonthlyLimitNanoUsd { get; init; }

    /// <summary>Declared projects by name.</summary>
    public IReadOnlyDictionary<string, ProjectRules> Projects { get; init; } = new Dictionary<string, ProjectRules>();
}
