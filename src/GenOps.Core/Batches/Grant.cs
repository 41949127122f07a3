namespace GenOps.Core.Batches;

/// <summary>How much of what a chunk asked for fits.</summary>
/// <param name="Items">Length of the longest prefix of the items that fits.</param>
/// <param name="NanoUsd">What that prefix holds.</param>
/// <param name="Refusal">Why not even the first item fits.</param>
/// <param name="ResetsAt">When the exceeded window ends that lasts longest; null when it cannot help.</param>
public readonly record struct Grant(int Items, long NanoUsd, ReservationRefusal Refusal = ReservationRefusal.None, DateTimeOffset? ResetsAt = null);
