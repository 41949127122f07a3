using GenOps.Core.Budgets;

namespace GenOps.Cli.Verify;

/// <summary>The terms of one scope and window, nano-dollars. The ledger's entries are what every other term is measured by.</summary>
internal sealed record ProofRow
{
    public required string Path { get; init; }

    public required BudgetWindow Window { get; init; }

    public required long EntriesNanoUsd { get; init; }

    public required long RollupsNanoUsd { get; init; }

    /// <summary>The window's spent; null while a scope that was declared within the window has not been charged since.</summary>
    public required long? SpentNanoUsd { get; init; }

    /// <summary>What open leases and reservations settled and the window does not contain yet.</summary>
    public required long UnfoldedNanoUsd { get; init; }

    /// <summary>What the window holds.</summary>
    public required long HeldNanoUsd { get; init; }

    /// <summary>What open leases and reservations say that they hold of it.</summary>
    public required long HoldersNanoUsd { get; init; }

    /// <summary>
    /// Shares of sessions, less what they were charged beyond the window; null where shares do not tell, which is everywhere but in the tenant's month.
    /// </summary>
    public long? SessionsNanoUsd { get; init; }

    /// <summary>Entries without a session.</summary>
    public long UnsessionedNanoUsd { get; init; }

    /// <summary>Whether it was charged while it was read.</summary>
    public required bool IsMoved { get; init; }

    /// <summary>
    /// What the tenant was charged in the window while it was read. Nothing that is read in between can be off by more, so a larger difference is one even
    /// while traffic runs.
    /// </summary>
    public required long MovedNanoUsd { get; init; }

    public long RollupDifference => EntriesNanoUsd - RollupsNanoUsd;

    public long WindowDifference => SpentNanoUsd is { } spent ? EntriesNanoUsd - (spent + UnfoldedNanoUsd) : 0;

    public long SessionDifference => SessionsNanoUsd is { } sessions ? EntriesNanoUsd - (sessions + UnsessionedNanoUsd) : 0;

    public long HeldDifference => HoldersNanoUsd - HeldNanoUsd;

    /// <summary>The difference that is farthest from 0.</summary>
    public long LargestDifference => ((long[])[WindowDifference, RollupDifference, SessionDifference, HeldDifference]).MaxBy(static gap => Int128.Abs(gap));

    public Verdict Verdict => (RollupDifference, WindowDifference, SessionDifference, HeldDifference) == (0, 0, 0, 0) ? Verdict.Holds
        : IsMoved && IsWithin(RollupDifference) && IsWithin(WindowDifference) && IsWithin(SessionDifference) ? Verdict.Moving
        : Verdict.Differs;

    /// <summary>Whether there is anything to compare.</summary>
    public bool IsEmpty => (EntriesNanoUsd, RollupsNanoUsd, SpentNanoUsd ?? 0, UnfoldedNanoUsd) == (0, 0, 0, 0)
        && (HeldNanoUsd, HoldersNanoUsd, SessionsNanoUsd ?? 0) == (0, 0, 0);

    private bool IsWithin(long difference) => Int128.Abs(difference) <= Int128.Abs(MovedNanoUsd);
}
