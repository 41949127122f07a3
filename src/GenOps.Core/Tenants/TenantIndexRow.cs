using GenOps.Core.Rows;

namespace GenOps.Core.Tenants;

/// <summary>Directory row that makes a tenant listable; written before its account, so an unfinished creation is seen and can be finished.</summary>
public sealed record TenantIndexRow(string Tenant, DateTimeOffset CreatedAt, bool Deleted) : Row
{
    /// <summary>The directory partition of all tenants.</summary>
    public const string Partition = "tenants";

    /// <inheritdoc/>
    public override string RowKey => Tenant;
}
