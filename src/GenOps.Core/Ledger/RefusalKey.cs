namespace GenOps.Core.Ledger;

/// <summary>Which sums a refused call is counted in.</summary>
/// <param name="Rollup">The roll-up.</param>
/// <param name="SessionId">The session, if any.</param>
public readonly record struct RefusalKey(RollupKey Rollup, string? SessionId);
