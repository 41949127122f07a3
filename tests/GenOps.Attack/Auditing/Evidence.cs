using GenOps.Attack.World;

namespace GenOps.Attack.Auditing;

/// <summary>All that the auditor knows: what callers saw, what the provider bills, and what the API reports once nothing runs any more.</summary>
internal sealed record Evidence
{
    public required IReadOnlyList<CallRecord> Calls { get; init; }

    public required IReadOnlyList<Bill> Bills { get; init; }

    public required IReadOnlyList<TenantReport> Tenants { get; init; }
}
