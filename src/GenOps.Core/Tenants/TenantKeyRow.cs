using GenOps.Core.Rows;

namespace GenOps.Core.Tenants;

/// <summary>Directory row that lists a key under its tenant.</summary>
public sealed record TenantKeyRow(string Tenant, string KeyId) : Row
{
    /// <inheritdoc/>
    public override string RowKey => KeyId;

    /// <summary>The directory partition of a tenant's keys.</summary>
    public static string PartitionOf(string tenant) => "t-" + tenant;
}
