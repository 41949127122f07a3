using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>Every declared scope with its current day and month. Pure; made of rows that were read at one version of the account's head.</summary>
public sealed class BudgetReport
{
    private BudgetReport(BudgetLimits limits, IReadOnlyList<ScopeBudget> scopes) => (Limits, Scopes) = (limits, scopes);

    /// <summary>The limits in force.</summary>
    public BudgetLimits Limits { get; }

    /// <summary>The tenant first, then teams and projects as declared; of each the day, then the month.</summary>
    public IReadOnlyList<ScopeBudget> Scopes { get; }

    /// <summary>The scopes and windows of a day.</summary>
    public static IEnumerable<(ScopeLimits Scope, BudgetWindow Window)> Wanted(BudgetLimits limits, DateOnly day)
    {
        foreach (var scope in limits.Scopes)
        {
            yield return (scope, BudgetWindow.DayOf(day));
            yield return (scope, BudgetWindow.MonthOf(day));
        }
    }

    /// <summary>Whether a scope was declared within a window and its row does not yet contain what was spent before.</summary>
    public static bool LacksSeed(ScopeLimits scope, BudgetWindow window, WindowRow? row) =>
        scope.NeedsSeed(window) && (row is null || row.ScopesVersion < scope.ScopesVersion);

    /// <summary>Makes the report.</summary>
    /// <param name="limits">The limits in force.</param>
    /// <param name="day">The current UTC day.</param>
    /// <param name="windows">Window rows by key.</param>
    /// <param name="leases">All leases that nobody closed.</param>
    /// <param name="reservations">All reservations of batches that are not settled.</param>
    /// <param name="seeds">By key, what the roll-ups say that a scope spent whose row <see cref="LacksSeed"/>.</param>
    public static BudgetReport Of(
        BudgetLimits limits,
        DateOnly day,
        IReadOnlyDictionary<string, WindowRow> windows,
        IReadOnlyList<OpenLease> leases,
        IReadOnlyList<ReservationRow> reservations,
        IReadOnlyDictionary<string, long> seeds)
    {
        var scopes = new List<ScopeBudget>();
        foreach (var (scope, window) in Wanted(limits, day))
        {
            var key = WindowRow.KeyOf(window, scope.Path);
            var row = windows.GetValueOrDefault(key);
            var charging = leases.Where(lease => IsCharged(scope.Path, window, lease.Row.Path, lease.Row.Day)).ToList();
            var unfolded = charging.Sum(lease => lease.Row.UnfoldedNanoUsd)
                + reservations.Where(row => IsCharged(scope.Path, window, row.Path, row.Day)).Sum(row => row.UnfoldedNanoUsd);

            // Roll-ups contain everything settled, folded or not.
            var spent = seeds.TryGetValue(key, out var seed) ? seed : (row?.SpentNanoUsd ?? 0) + unfolded;
            var held = Math.Max(0, (row?.HeldNanoUsd ?? 0) - unfolded);
            scopes.Add(new ScopeBudget(scope.Path, window, scope.LimitFor(window), spent, Split(held, charging)));
        }

        return new BudgetReport(limits, scopes);
    }

    /// <summary>What a pinned key sees of it.</summary>
    public IEnumerable<ScopeBudget> Visible(Pins pins) => Scopes.Where(scope => pins.Sees(Attribution.OfPath(scope.Path)));

    /// <summary>One scope and window; null when the scope is not declared.</summary>
    public ScopeBudget? Find(string path, bool isMonth) =>
        Scopes.FirstOrDefault(scope => scope.Path == path && scope.Window.IsMonth == isMonth);

    private static bool IsCharged(string path, BudgetWindow window, string chargedPath, DateOnly day) =>
        BudgetPath.IsWithin(chargedPath, path) && (window.IsMonth ? BudgetWindow.MonthOf(day) == window : day == window.Start);

    private static HeldMoney Split(long heldNanoUsd, List<OpenLease> charging)
    {
        var split = default(HeldMoney);
        var left = heldNanoUsd;
        foreach (var lease in charging)
        {
            var rest = Math.Min(left, Math.Max(0, lease.Row.GrantedNanoUsd - lease.Row.SettledNanoUsd));
            var inFlight = Math.Min(rest, lease.InFlightNanoUsd ?? rest);
            left -= rest;
            split = lease.IsExpired
                ? split with { InDoubtNanoUsd = split.InDoubtNanoUsd + rest }
                : split with
                {
                    InFlightNanoUsd = split.InFlightNanoUsd + inFlight,
                    LeasedIdleNanoUsd = split.LeasedIdleNanoUsd + rest - inFlight,
                };
        }

        return split with { ReservedBatchesNanoUsd = left };
    }
}
