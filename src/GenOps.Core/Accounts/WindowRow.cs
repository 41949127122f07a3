using GenOps.Core.Budgets;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>What one scope spent and has held in one window, in nano-dollars. The limit is not here: it lives with the limits and may change.</summary>
/// <remarks>
/// The scopes version is that of the scope's declaration: a row of an older one is seeded anew from the roll-ups before it is used.
/// Spent lacks what open leases and reservations settled but did not fold in yet; held contains it. Their sum is therefore always exact.
/// </remarks>
public sealed record WindowRow(BudgetWindow Window, string Path, long SpentNanoUsd, long HeldNanoUsd, long ScopesVersion = 1) : Row
{
    /// <inheritdoc/>
    public override string RowKey => KeyOf(Window, Path);

    /// <summary>The key of a scope's row for a window.</summary>
    public static string KeyOf(BudgetWindow window, string path) => $"w|{window.Id}|{path}";
}
