namespace GenOps.Core.Accounts;

/// <content>What only the owner knows of its leases.</content>
public sealed partial class AccountOwner
{
    /// <summary>Every scope and window that a hold is charged to, as far as this owner knows.</summary>
    public IReadOnlyList<BudgetState> Budgets(Hold hold) =>
        hold.Lease is { } lease ? Array.ConvertAll(lease.Windows, _describe) : [];

    /// <summary>What running calls hold of each lease, nano-dollars by lease id. The rest of a lease is idle.</summary>
    public IReadOnlyDictionary<string, long> InFlight() => _desk.Leases
        .Where(lease => lease.Row is not null)
        .ToDictionary(lease => lease.Row!.LeaseId, lease => lease.InFlightNanoUsd, StringComparer.Ordinal);
}
