using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>Money that one running instance took from the account for calls of one path and UTC day.</summary>
/// <remarks>
/// Granted counts everything ever granted, settled everything the owner's entries charged to it, folded the part of settled that the windows know.
/// The lease lives as long as its row's storage timestamp is younger than the lease duration; every write by the owner renews it.
/// </remarks>
public sealed record LeaseRow : Row
{
    /// <summary>Prefix of all lease keys.</summary>
    public const string Prefix = "l|";

    /// <summary>Unique id, made by the owner.</summary>
    public required string LeaseId { get; init; }

    /// <summary>The instance that may admit calls from this lease.</summary>
    public required string Owner { get; init; }

    /// <summary>Deepest declared scope path that the lease was granted against.</summary>
    public required string Path { get; init; }

    /// <summary>The only UTC day on which the lease admits.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Version of the set of declared scopes at the grant.</summary>
    public required long ScopesVersion { get; init; }

    /// <summary>Everything granted, nano-dollars.</summary>
    public required long GrantedNanoUsd { get; init; }

    /// <summary>Everything charged to the lease by durable entries, nano-dollars.</summary>
    public required long SettledNanoUsd { get; init; }

    /// <summary>The part of settled that the windows' spent already contains, nano-dollars.</summary>
    public required long FoldedNanoUsd { get; init; }

    /// <summary>Number of the owner's attempt that wrote this version; tells an owner whether a commit of unknown outcome happened.</summary>
    public required long Seq { get; init; }

    /// <summary>True once somebody closed the lease after it had expired.</summary>
    public bool Closed { get; init; }

    /// <summary>What closing entered as in doubt and no late settlement has released yet, nano-dollars.</summary>
    public long InDoubtLeftNanoUsd { get; init; }

    /// <summary>Settled, but not in the windows' spent yet.</summary>
    public long UnfoldedNanoUsd => SettledNanoUsd - FoldedNanoUsd;

    /// <inheritdoc/>
    public override string RowKey => KeyOf(LeaseId);

    /// <summary>The key of a lease.</summary>
    public static string KeyOf(string leaseId) => Prefix + leaseId;
}
