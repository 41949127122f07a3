using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>An owner's view of one window row, shared by all its leases below the scope.</summary>
internal sealed class WindowState(BudgetWindow window, string path)
{
    public string Key { get; } = WindowRow.KeyOf(window, path);

    public BudgetWindow Window { get; } = window;

    public string Path { get; } = path;

    /// <summary>The row as last read or written; null when there is none.</summary>
    public WindowRow? Row { get; set; }

    public string? ETag { get; set; }

    /// <summary>Whether row and ETag may be used for a transaction.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Sum of the scope's roll-ups, read for a scope that was declared within the window; null when not read.</summary>
    public long? SeedNanoUsd { get; set; }

    /// <summary>What this owner settled and no window row contains yet.</summary>
    public long OwnUnfoldedNanoUsd { get; set; }

    public long SpentNanoUsd => (SeedNanoUsd ?? Row?.SpentNanoUsd ?? 0) + OwnUnfoldedNanoUsd;

    public long HeldNanoUsd => Math.Max(0, (Row?.HeldNanoUsd ?? 0) - OwnUnfoldedNanoUsd);

    public BudgetState Describe(BudgetLimits? limits) =>
        new(Path, Window, limits?.Find(Path)?.LimitFor(Window), SpentNanoUsd, HeldNanoUsd);
}
