namespace GenOps.Core.Tenants;

/// <summary>What may be shown of a key: everything but its hash.</summary>
public sealed record ApiKeyInfo(
    string Id,
    string Tenant,
    string? Name,
    string? Team,
    string? Project,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>What may be shown of a row.</summary>
    public static ApiKeyInfo Of(ApiKeyRow row) =>
        new(row.KeyId, row.Tenant, row.Name, row.Team, row.Project, row.CreatedAt, row.ExpiresAt, row.RevokedAt);
}
