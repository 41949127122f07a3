using GenOps.Cli.Books;
using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;

namespace GenOps.Cli.Verify;

/// <summary>Says what is wrong, with what amounts, and which rows to look at.</summary>
internal static class FindingTexts
{
    private const int MaxNamed = 5;

    public static Finding Rollup(FindingKind kind, DateOnly day, RollupKey rollup, long entries, long rollups)
    {
        var window = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (entryKeys, rollupKeys) = ($"{EntryRow.DayPrefix(day)}*", $"{RollupRow.DayPrefix(day)}{RollupRow.HashOf(rollup)}|*");
        var sums = $"entries of {ScopeRollups.Describe(rollup)} sum to {Usd(entries)}, their roll-up says {Usd(rollups)}";
        var (keys, cause) = kind switch
        {
            FindingKind.Entries => ([entryKeys], $"and the windows agree with the roll-up: an entry was changed, added or removed. Look at rows {entryKeys}"),
            FindingKind.Rollups => ([rollupKeys], $"and the windows agree with the entries: a roll-up was changed. Look at rows {rollupKeys}"),
            _ => ((string[])[entryKeys, rollupKeys], $"and the windows do not tell which is right. Look at rows {entryKeys} and {rollupKeys}"),
        };
        return new Finding(kind, window, BudgetPath.Display(ScopeRollups.PathOf(rollup)), entries - rollups, keys, $"{sums}, {cause}.");
    }

    public static Finding Window(ProofRow row, Gap off)
    {
        var key = WindowRow.KeyOf(row.Window, row.Path);
        return Of(FindingKind.Window, row, off, [key], $"{Terms(row, off)}; nothing else is off by that: the window was changed. Look at row {key}.");
    }

    public static Finding Lease(ProofRow row, Gap off, IEnumerable<HolderState> holders)
    {
        var keys = holders.Select(static holder => holder.RowKey).Order(StringComparer.Ordinal).ToList();
        var look = keys.Count == 0
            ? "none is open, so one was removed before it was folded"
            : $"look at {string.Join(", ", keys.Take(MaxNamed))}{(keys.Count > MaxNamed ? $" and {keys.Count - MaxNamed} more" : "")}";
        return Of(
            FindingKind.Lease, row, off, keys, $"{Terms(row, off)}, and the month is off alike: a lease or reservation of the day is wrong; {look}.");
    }

    public static Finding Session(string session, long entries, long shares)
    {
        var keys = $"{SessionPartialRow.SessionPrefix(session)}*";
        return new Finding(
            FindingKind.Session,
            Window: null,
            $"session {session}",
            entries - shares,
            [keys],
            $"entries of the session sum to {Usd(entries)}, its shares to {Usd(shares)}: a share was changed. Look at rows {keys}.");
    }

    public static Finding Moved(ProofRow row) => new(
        FindingKind.Moved,
        row.Window.Id,
        BudgetPath.Display(row.Path),
        row.LargestDifference,
        [],
        $"terms are {Usd(row.LargestDifference)} apart, though only {Usd(row.MovedNanoUsd)} was charged while they were read. Run it again when no call runs: "
        + "it then names the rows.");

    public static string Usd(long nanoUsd) => UsdText.Format(nanoUsd);

    private static Finding Of(FindingKind kind, ProofRow row, Gap off, IReadOnlyList<string> keys, string message) =>
        new(kind, row.Window.Id, BudgetPath.Display(row.Path), off.Spent != 0 ? off.Spent : off.Held, keys, message);

    private static string Terms(ProofRow row, Gap off) => off.Spent != 0
        ? $"entries sum to {Usd(row.EntriesNanoUsd)}, spent {Usd(row.SpentNanoUsd ?? 0)} + unfolded {Usd(row.UnfoldedNanoUsd)}"
        : $"the window holds {Usd(row.HeldNanoUsd)}, leases and reservations hold {Usd(row.HoldersNanoUsd)} of it";
}
