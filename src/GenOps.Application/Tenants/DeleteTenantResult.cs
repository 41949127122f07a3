namespace GenOps.Application.Tenants;

/// <summary>What became of a tenant that was to be deleted.</summary>
public abstract record DeleteTenantResult
{
    private DeleteTenantResult()
    {
    }

    /// <summary>It is deleted: its keys stop working within 5 s, its books stay, its name is never used again.</summary>
    public sealed record Deleted : DeleteTenantResult;

    /// <summary>There is no such tenant.</summary>
    public sealed record NotFound : DeleteTenantResult;

    /// <summary>The condition names another version; nothing happened.</summary>
    public sealed record PreconditionFailed(long Version) : DeleteTenantResult;

    /// <summary>Others changed the account again and again meanwhile; nothing happened, and the same call may succeed later.</summary>
    public sealed record Busy : DeleteTenantResult;
}
