using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>What one transaction does to one window row.</summary>
internal sealed class WindowDraft(WindowState state, ScopeLimits? limits)
{
    public WindowState State { get; } = state;

    public long SpentChangeNanoUsd { get; set; }

    public long HeldChangeNanoUsd { get; set; }

    /// <summary>Changes of the sum that are planned but not yet split into spent and held.</summary>
    public long PlannedNanoUsd { get; set; }

    /// <summary>Whether the transaction writes the row; a look at its room alone does not.</summary>
    public bool IsWritten { get; set; }

    public int Index { get; set; }

    public WindowRow? Written { get; private set; }

    /// <summary>What may still be held; <see cref="long.MaxValue"/> without limit, negative when over it.</summary>
    public long RoomNanoUsd => limits?.LimitFor(State.Window) is { } limit
        ? limit - BaseSpentNanoUsd - BaseHeldNanoUsd - PlannedNanoUsd
        : long.MaxValue;

    private bool IsSeeded => State.SeedNanoUsd is not null;

    private long BaseSpentNanoUsd => State.SeedNanoUsd ?? State.Row?.SpentNanoUsd ?? 0;

    private long BaseHeldNanoUsd => State.Row?.HeldNanoUsd ?? 0;

    public WindowRow Write()
    {
        var version = IsSeeded ? limits?.ScopesVersion : State.Row?.ScopesVersion ?? limits?.ScopesVersion;
        Written = new WindowRow(
            State.Window,
            State.Path,
            checked(BaseSpentNanoUsd + SpentChangeNanoUsd),
            checked(BaseHeldNanoUsd + HeldChangeNanoUsd),
            version ?? 1);
        return Written;
    }
}
