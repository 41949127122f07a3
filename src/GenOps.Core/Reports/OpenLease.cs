using GenOps.Core.Accounts;

namespace GenOps.Core.Reports;

/// <summary>A lease and what is known of it beyond its row.</summary>
/// <param name="Row">The row.</param>
/// <param name="IsExpired">Whether its row is older than a lease lives, by storage's clock.</param>
/// <param name="InFlightNanoUsd">What its running calls hold, where the owner is at hand; else null.</param>
public sealed record OpenLease(LeaseRow Row, bool IsExpired, long? InFlightNanoUsd);
