namespace GenOps.Core.Reports;

/// <summary>What the held money of a scope and window is held for, nano-dollars. The parts add up to <see cref="TotalNanoUsd"/>.</summary>
public readonly record struct HeldMoney
{
    /// <summary>
    /// By running calls. Only the instance that owns a lease knows which part of it is in use: another instance's lease counts here as a
    /// whole, idle for two seconds at most before it is returned.
    /// </summary>
    public long InFlightNanoUsd { get; init; }

    /// <summary>The part of leases that is known to be idle.</summary>
    public long LeasedIdleNanoUsd { get; init; }

    /// <summary>By batches: all that no lease explains.</summary>
    public long ReservedBatchesNanoUsd { get; init; }

    /// <summary>By leases that ran out before their owner gave them back; closing them enters it as in doubt, and as spent.</summary>
    public long InDoubtNanoUsd { get; init; }

    /// <summary>All of it.</summary>
    public long TotalNanoUsd => InFlightNanoUsd + LeasedIdleNanoUsd + ReservedBatchesNanoUsd + InDoubtNanoUsd;
}
