using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>Whom a valid API key speaks for.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="KeyId">The key's public id.</param>
/// <param name="PinnedTeam">Team that the key's calls are charged to; null pins none.</param>
/// <param name="PinnedProject">Project that the key's calls are charged to; null pins none.</param>
/// <param name="Document">The tenant's rules, at most 5 s old.</param>
public sealed record Caller(string Tenant, string KeyId, string? PinnedTeam, string? PinnedProject, TenantDocument Document);
