using GenOps.Core.Ledger;

namespace GenOps.Cli.Explain;

/// <summary>All that storage tells of one request.</summary>
internal sealed record Explanation
{
    public required string Tenant { get; init; }

    public required RequestName Request { get; init; }

    /// <summary>In the order of attempts; an attempt that was corrected later has a second entry.</summary>
    public required IReadOnlyList<ExplainedEntry> Entries { get; init; }

    /// <summary>Where the entries went, one a day and scope.</summary>
    public required IReadOnlyList<ExplainedFold> Folds { get; init; }

    /// <summary>What the request cost in all, nano-dollars.</summary>
    public long CostNanoUsd => Entries.Sum(static entry => entry.Row.CostNanoUsd);

    public EntryRow First => Entries[0].Row;
}
