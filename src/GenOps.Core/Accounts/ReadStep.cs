using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>
/// Rows to read. The leases and reservations must be read after the keys, and before the seeds: what is folded in between is then missed, never
/// counted twice.
/// </summary>
public sealed class ReadStep : OwnerStep
{
    /// <summary>Row keys to read, in any order, each as it is now.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Whether all lease rows and all open reservations are to be read as well.</summary>
    public bool Leases { get; init; }

    /// <summary>Scopes and windows whose spending is to be summed from the roll-ups.</summary>
    public IReadOnlyList<(string Path, BudgetWindow Window)> Seeds { get; init; } = [];
}
