namespace GenOps.Core.Accounts;

/// <content>What only the owner knows of its leases.</content>
public sealed partial class AccountOwner
{
    /// <summary>What running calls hold of each lease, nano-dollars by lease id. The rest of a lease is idle.</summary>
    public IReadOnlyDictionary<string, long> InFlight() => _desk.Leases
        .Where(lease => lease.Row is not null)
        .ToDictionary(lease => lease.Row!.LeaseId, lease => lease.InFlightNanoUsd, StringComparer.Ordinal);
}
