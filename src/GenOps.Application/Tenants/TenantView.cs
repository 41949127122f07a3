using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>A tenant as an administrator sees it.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">Grows with every change of the document.</param>
/// <param name="Document">The rules in force.</param>
public sealed record TenantView(string Tenant, DateTimeOffset CreatedAt, long Version, TenantDocument Document)
{
    /// <summary>The entity tag of this version.</summary>
    public string ETag => VersionCondition.TagOf(Version);
}
