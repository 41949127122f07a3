using GenOps.Cli.Books;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Verify;

/// <summary>
/// Finds the rows behind a difference by asking which term stands alone: entries, roll-ups, one window, or a lease, which day and month contain alike.
/// </summary>
internal sealed class FindingList(MonthBooks books, IReadOnlyList<ProofRow> rows)
{
    private const int MaxPerKind = 50;

    private readonly List<Finding> _found = [];

    // What wrong entries of a day explain, by roll-up.
    private readonly Dictionary<(DateOnly Day, RollupKey Rollup), long> _wrongEntries = [];

    public IReadOnlyList<Finding> All()
    {
        foreach (var day in books.DaysOfMonth.Where(day => !books.Moved.Contains(day.Day)))
        {
            CompareRollups(day);
        }

        if (books.IsMoving)
        {
            _found.AddRange(rows.Where(static row => row is { IsMoved: true, Verdict: Verdict.Differs }).Select(FindingTexts.Moved));
        }
        else
        {
            // The deepest scope first: what is wrong with a lease shows in every scope above it too.
            foreach (var scope in rows.GroupBy(static row => row.Path).OrderByDescending(static scope => BudgetPath.Chain(scope.Key).Count))
            {
                CompareWindows(scope.Key, [.. scope]);
            }

            CompareSessions();
        }

        return _found;
    }

    private void CompareRollups(DaySums day)
    {
        var wrong = day.Entries.Keys.Union(day.Rollups.Keys)
            .Select(rollup => (Rollup: rollup, Entries: day.Entries.GetValueOrDefault(rollup), Rollups: day.Rollups.GetValueOrDefault(rollup)))
            .Where(static sums => sums.Entries != sums.Rollups)
            .ToList();
        var window = Row(BudgetPath.Tenant, day.Day)?.WindowDifference ?? 0;
        var kind = KindOf(window, wrong.Sum(static sums => sums.Entries - sums.Rollups));
        foreach (var (rollup, entries, rollups) in wrong.Take(MaxPerKind))
        {
            if (kind is not FindingKind.Rollups)
            {
                _wrongEntries.Add((day.Day, rollup), entries - rollups);
            }

            _found.Add(FindingTexts.Rollup(kind, day.Day, rollup, entries, rollups));
        }
    }

    // Where both sides come to the same all in all, as when a row was moved to another roll-up, windows can't tell which is right.
    private static FindingKind KindOf(long windowDifference, long difference) => (windowDifference, difference) switch
    {
        (0, not 0) => FindingKind.Rollups,
        (not 0, _) when windowDifference == difference => FindingKind.Entries,
        _ => FindingKind.EntriesOrRollups,
    };

    private void CompareWindows(string path, List<ProofRow> windows)
    {
        var days = windows.Where(static row => !row.Window.IsMonth).Select(row => (Row: row, Off: Unexplained(row))).ToList();
        var month = windows.Find(static row => row.Window.IsMonth)!;
        var (ofMonth, ofDays) = (Unexplained(month), days.Aggregate(default(Gap), static (sum, day) => sum + day.Off));
        var wrong = days.Where(static day => day.Off != default).ToList();
        if (ofMonth == ofDays)
        {
            foreach (var (row, off) in wrong.Where(day => !IsBelow(path, day.Row.Window, day.Off)))
            {
                _found.Add(FindingTexts.Lease(row, off, books.State.HoldersOf(path, row.Window)));
            }

            return;
        }

        foreach (var (row, off) in wrong)
        {
            _found.Add(FindingTexts.Window(row, off));
        }

        if (ofMonth != default)
        {
            _found.Add(FindingTexts.Window(month, ofMonth));
        }
    }

    private void CompareSessions()
    {
        var entries = new Dictionary<string, long>(StringComparer.Ordinal);
        var ofMonth = books.DaysOfMonth.SelectMany(static day => day.Sessions.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var (session, nanoUsd) in books.Days.Values.SelectMany(static day => day.Sessions))
        {
            entries[session] = entries.GetValueOrDefault(session) + nanoUsd;
        }

        foreach (var session in ofMonth.Union(books.Sessions.SpentNanoUsd.Keys))
        {
            var (sum, shares) = (entries.GetValueOrDefault(session), books.Sessions.SpentNanoUsd.GetValueOrDefault(session));
            if (sum != shares && !_wrongEntries.ContainsValue(sum - shares) && _found.Count(static found => found.Kind is FindingKind.Session) < MaxPerKind)
            {
                _found.Add(FindingTexts.Session(session, sum, shares));
            }
        }
    }

    private ProofRow? Row(string path, DateOnly day) => rows.FirstOrDefault(row => row.Path == path && row.Window == BudgetWindow.DayOf(day));

    /// <summary>What a window is off by, less what wrong entries explain.</summary>
    private Gap Unexplained(ProofRow row)
    {
        var explained = row.SpentNanoUsd is null
            ? 0
            : _wrongEntries
                .Where(wrong => IsIn(wrong.Key.Day, row.Window) && ScopeRollups.Contains(row.Path, wrong.Key.Rollup))
                .Sum(static wrong => wrong.Value);
        return new Gap(row.WindowDifference - explained, row.HeldDifference);
    }

    private bool IsBelow(string path, BudgetWindow window, Gap off) => rows.Any(row =>
        row.Path != path && BudgetPath.IsWithin(row.Path, path) && row.Window == window && Unexplained(row) == off);

    private static bool IsIn(DateOnly day, BudgetWindow window) =>
        window.IsMonth ? BudgetWindow.MonthOf(day) == window : window.Start == day;
}
