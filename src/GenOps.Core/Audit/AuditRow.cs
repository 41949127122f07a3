using GenOps.Core.Rows;

namespace GenOps.Core.Audit;

/// <summary>One administrative act. Append-only.</summary>
public sealed record AuditRow : Row
{
    /// <summary>The directory partition of all audit rows.</summary>
    public const string Partition = "audit";

    /// <summary>Made by the caller; sorts by time.</summary>
    public required string AuditId { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the key that acted; <c>admin</c> for the admin key.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>tenant.put</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>JSON before, without secrets; null when there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>JSON after, without secrets; null when nothing is left.</summary>
    public string? After { get; init; }

    /// <inheritdoc/>
    public override string RowKey => AuditId;
}
