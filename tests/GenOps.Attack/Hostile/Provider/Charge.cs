using GenOps.Attack.Auditing;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>What a call may be charged, as far as the provider's answer says it.</summary>
internal sealed record Charge
{
    /// <summary>Nothing is known but that the call was carried out: no more than its worst case, never for free, unless the provider is proven to bill nothing.</summary>
    public static Charge Any { get; } = new();

    /// <summary>The attempt may have been billed, and nothing tells how much.</summary>
    public static Charge InDoubt { get; } = new() { Status = "in_doubt" };

    /// <summary>The provider refused.</summary>
    public static Charge Free { get; } = new() { Status = "failed" };

    /// <summary>Status of the entry; null leaves it open.</summary>
    public string? Status { get; init; }

    /// <summary>The exact cost; null when it must be estimated or is not known.</summary>
    public long? CostNanoUsd { get; init; }

    /// <summary>Whether the entry must say that it is a bound; null leaves it open.</summary>
    public bool? IsEstimated { get; init; }

    /// <summary>No less than what the provider said believably.</summary>
    public long LeastNanoUsd { get; init; }

    /// <summary>How much the provider's own numbers may bring the cost above the worst case.</summary>
    public long AboveNanoUsd { get; init; }

    /// <summary>What an entry has wrong; null when all is right.</summary>
    public string? FaultOf(LedgerLine entry) => entry switch
    {
        _ when Status is not null && entry.Status != Status => $"is {entry.Status}, not {Status}",
        { Status: "in_doubt" } when entry.CostNanoUsd != entry.HeldNanoUsd || !entry.IsEstimated => "is in doubt at another cost than was held",
        { Status: "failed" } when entry.CostNanoUsd != 0 || Status is null => "is free",
        _ when CostNanoUsd is { } exact && (entry.CostNanoUsd != exact || entry.IsEstimated) => $"is not exactly {exact}",
        _ when IsEstimated is { } estimated && entry.IsEstimated != estimated => $"says estimated = {entry.IsEstimated}",
        _ when entry.CostNanoUsd < LeastNanoUsd => $"is below the {LeastNanoUsd} that the provider reports",
        _ when entry.CostNanoUsd > entry.HeldNanoUsd + AboveNanoUsd => $"is above its worst case, by more than the {AboveNanoUsd} that the provider reports",
        _ => null,
    };
}
