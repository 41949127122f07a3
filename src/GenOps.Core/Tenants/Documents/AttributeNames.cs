namespace GenOps.Core.Tenants.Documents;

/// <summary>The attributes of a call as documents and answers name them.</summary>
public static class AttributeNames
{
    /// <summary>All that required_attributes may name.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["team", "project", "customer", "cost_center", "environment", "feature", "user", "session_id"];
}
