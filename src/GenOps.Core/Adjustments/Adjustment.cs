namespace GenOps.Core.Adjustments;

/// <summary>A correction of a tenant's books by an administrator.</summary>
/// <param name="AmountNanoUsd">Added to what was spent; negative gives money back. Never 0.</param>
/// <param name="Reason">Why.</param>
/// <param name="ForDate">The UTC day that is corrected; the entry itself is dated on the day it is made.</param>
public sealed record Adjustment(long AmountNanoUsd, string Reason, DateOnly ForDate);
