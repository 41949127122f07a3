namespace GenOps.Core.Tenants;

/// <summary>Uses a cheaper model once spent + held of the tightest scope reaches a share of its limit.</summary>
public sealed record PressureRule
{
    /// <summary>Share of the limit in parts per million; default 900,000 (0.9).</summary>
    public int AtUtilizationPpm { get; init; } = 900_000;

    /// <summary>Model used instead; null does nothing.</summary>
    public string? UseModel { get; init; }
}
