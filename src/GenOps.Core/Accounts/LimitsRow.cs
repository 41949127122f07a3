using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Accounts;

/// <summary>The tenant document in force and what of it the account remembers across changes.</summary>
public sealed record LimitsRow : Row
{
    /// <summary>The key of the one limits row of a partition.</summary>
    public const string Key = "limits";

    /// <summary>Grows by one with every change of the document; the head carries it too.</summary>
    public required long Version { get; init; }

    /// <summary>Grows by one when the set of declared scopes changes; a lease belongs to one such version.</summary>
    public required long ScopesVersion { get; init; }

    /// <summary>Every declared team and project with the version and day of its declaration.</summary>
    public required IReadOnlyList<DeclaredScope> Scopes { get; init; }

    /// <summary>The document itself.</summary>
    public required TenantDocument Document { get; init; }

    /// <summary>Set when the tenant was deleted: its name is never used again.</summary>
    public bool Deleted { get; init; }

    /// <inheritdoc/>
    public override string RowKey => Key;
}
