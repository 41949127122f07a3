namespace GenOps.Application.Tenants;

/// <summary>What became of a tenant document that was put.</summary>
public abstract record PutTenantResult
{
    private PutTenantResult()
    {
    }

    /// <summary>The tenant is new.</summary>
    public sealed record Created(TenantView Tenant) : PutTenantResult;

    /// <summary>The tenant was there and has this document now.</summary>
    public sealed record Changed(TenantView Tenant) : PutTenantResult;

    /// <summary>The condition names another version; nothing happened. <paramref name="Version"/> is the present one, null without a tenant.</summary>
    public sealed record PreconditionFailed(long? Version) : PutTenantResult;

    /// <summary>A deleted tenant had this name, and a name is never used again; nothing happened.</summary>
    public sealed record NameUsedByDeleted : PutTenantResult;

    /// <summary>The document is larger than storage takes; nothing happened.</summary>
    public sealed record TooLarge : PutTenantResult;

    /// <summary>Others changed the account again and again meanwhile; nothing happened, and the same call may succeed later.</summary>
    public sealed record Busy : PutTenantResult;
}
