namespace GenOps.Core.Ledger;

/// <summary>Whom a call is charged to. Absent values are null, never empty.</summary>
public sealed record Attribution
{
    /// <summary>Nothing known.</summary>
    public static readonly Attribution None = new();

    /// <summary>What a budget path says of an attribution: team and project.</summary>
    public static Attribution OfPath(string path)
    {
        if (path.Length == 0)
        {
            return None;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new Attribution { Team = path } : new Attribution { Team = path[..dot], Project = path[(dot + 1)..] };
    }

    /// <summary>Team.</summary>
    public string? Team { get; init; }

    /// <summary>Project within the team.</summary>
    public string? Project { get; init; }

    /// <summary>End customer.</summary>
    public string? Customer { get; init; }

    /// <summary>Cost center.</summary>
    public string? CostCenter { get; init; }

    /// <summary>Environment, such as <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Product feature.</summary>
    public string? Feature { get; init; }

    /// <summary>End user; kept in entries, not in roll-ups.</summary>
    public string? User { get; init; }

    /// <summary>Free tags as <c>a=b,c=d</c>, sorted by name; kept in entries, not in roll-ups.</summary>
    public string? Tags { get; init; }
}
