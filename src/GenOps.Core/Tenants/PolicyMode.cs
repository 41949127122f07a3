namespace GenOps.Core.Tenants;

/// <summary>How strictly a tenant's rules bind.</summary>
public enum PolicyMode
{
    /// <summary>Money is held and charged, but no call is refused for its budget; answers carry a warning.</summary>
    Advisory,

    /// <summary>A call that would pass a budget is refused.</summary>
    Enforced,

    /// <summary>As enforced; team, project, the required attributes and an allowed model are demanded too.</summary>
    Strict,
}
