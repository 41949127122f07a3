namespace GenOps.Functions.Tests.Isolation;

/// <summary>Who may use a route.</summary>
internal enum Access
{
    /// <summary>Everybody: there is nothing of a tenant in it, or the address itself is the key.</summary>
    Everybody,

    /// <summary>Whoever has a tenant's key.</summary>
    Tenant,

    /// <summary>The administrator.</summary>
    Administrator,
}
