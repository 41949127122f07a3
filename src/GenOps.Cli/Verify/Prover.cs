using GenOps.Cli.Books;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Reports;

namespace GenOps.Cli.Verify;

/// <summary>
/// Compares a month's books: entries = roll-ups = spent + unfolded = sessions + unsessioned, and held = what leases and reservations hold; for the tenant
/// and each declared scope, day and month. Pure.
/// </summary>
internal static class Prover
{
    public static Proof Prove(MonthBooks books)
    {
        var rows = new List<ProofRow>();
        foreach (var scope in books.State.Limits.Scopes)
        {
            rows.Add(Row(books, scope, BudgetWindow.MonthOf(books.Month.First)));
            rows.AddRange(books.Month.Days().Select(day => Row(books, scope, BudgetWindow.DayOf(day))).Where(static row => !row.IsEmpty));
        }

        return new Proof(books, rows, new FindingList(books, rows).All());
    }

    private static ProofRow Row(MonthBooks books, ScopeLimits scope, BudgetWindow window)
    {
        var days = books.DaysOfMonth.Where(day => window.IsMonth || day.Day == window.Start).ToList();
        var stored = books.State.Windows.GetValueOrDefault(WindowRow.KeyOf(window, scope.Path));
        var isUnopened = BudgetReport.LacksSeed(scope, window, stored);
        var holders = isUnopened ? [] : books.State.HoldersOf(scope.Path, window).ToList();
        var row = new ProofRow
        {
            Path = scope.Path,
            Window = window,
            EntriesNanoUsd = days.Sum(day => ScopeRollups.Sum(scope.Path, day.Entries)),
            RollupsNanoUsd = days.Sum(day => ScopeRollups.Sum(scope.Path, day.Rollups)),
            SpentNanoUsd = isUnopened ? null : stored?.SpentNanoUsd ?? 0,
            UnfoldedNanoUsd = holders.Sum(static holder => holder.UnfoldedNanoUsd),
            HeldNanoUsd = isUnopened ? 0 : stored?.HeldNanoUsd ?? 0,
            HoldersNanoUsd = holders.Sum(static holder => holder.HeldNanoUsd),
            MovedNanoUsd = Charged(books.State, window) - Charged(books.Before, window),
            IsMoved = window.IsMonth ? books.IsMoving : books.Moved.Contains(window.Start),
        };
        return window.IsMonth && scope.Path == BudgetPath.Tenant ? WithSessions(row, books) : row;
    }

    private static long Charged(AccountState state, BudgetWindow window) =>
        (state.Windows.GetValueOrDefault(WindowRow.KeyOf(window, BudgetPath.Tenant))?.SpentNanoUsd ?? 0)
        + state.HoldersOf(BudgetPath.Tenant, window).Sum(static holder => holder.UnfoldedNanoUsd);

    private static ProofRow WithSessions(ProofRow row, MonthBooks books)
    {
        var known = books.Sessions.SpentNanoUsd;
        var beyond = books.DaysBeyond.Sum(day => day.Sessions.Where(session => known.ContainsKey(session.Key)).Sum(static session => session.Value));
        return row with
        {
            SessionsNanoUsd = known.Values.Sum() - beyond,
            UnsessionedNanoUsd = books.DaysOfMonth.Sum(static day => day.UnsessionedNanoUsd),
        };
    }
}
