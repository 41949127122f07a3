namespace GenOps.Core.Policies;

/// <summary>Kinds of faults, in order of precedence.</summary>
public enum PolicyFaultKind
{
    /// <summary>The call names another team or project than its key is pinned to.</summary>
    AttributionPinned,

    /// <summary>An attribute is no valid name.</summary>
    MalformedAttribute,

    /// <summary>A rule of the tenant is broken.</summary>
    Violation,
}
