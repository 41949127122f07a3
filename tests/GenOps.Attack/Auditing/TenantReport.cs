using GenOps.Attack.World;

namespace GenOps.Attack.Auditing;

/// <summary>What the API reports of one tenant at rest.</summary>
internal sealed record TenantReport
{
    public required AttackTenant Tenant { get; init; }

    public required IReadOnlyList<LedgerLine> Entries { get; init; }

    public required IReadOnlyList<ScopeLine> Scopes { get; init; }

    /// <summary>Total of <c>GET /genops/usage</c> over all days.</summary>
    public required long UsageNanoUsd { get; init; }

    /// <summary>The same by team; calls without one stand under an empty name.</summary>
    public required IReadOnlyDictionary<string, long> UsageByTeamNanoUsd { get; init; }

    /// <summary>Sum over all sessions.</summary>
    public required long SessionsNanoUsd { get; init; }
}
