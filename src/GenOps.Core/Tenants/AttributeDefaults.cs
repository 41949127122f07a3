namespace GenOps.Core.Tenants;

/// <summary>Attributes of calls that name none themselves.</summary>
public sealed record AttributeDefaults
{
    /// <summary>Team.</summary>
    public string? Team { get; init; }

    /// <summary>Project.</summary>
    public string? Project { get; init; }

    /// <summary>Environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Customer.</summary>
    public string? Customer { get; init; }

    /// <summary>Cost center.</summary>
    public string? CostCenter { get; init; }

    /// <summary>Feature.</summary>
    public string? Feature { get; init; }
}
