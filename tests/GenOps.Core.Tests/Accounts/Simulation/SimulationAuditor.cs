using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>Checks the promises against the rows after every transaction. It knows the rows, not the code that writes them.</summary>
internal sealed class SimulationAuditor(VirtualStore store)
{
    private readonly Dictionary<string, long> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WindowRow> _windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LeaseRow> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReservationRow> _reservations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _beyond = new(StringComparer.Ordinal);
    private long _ledger;
    private long _rollups;
    private long _sessions;
    private long _unsessioned;

    /// <summary>What settled above its hold or after its lease was closed: the only ways past a limit.</summary>
    public long AllowanceNanoUsd { get; set; }

    public long Transactions { get; private set; }

    public void Check(IReadOnlyList<(Row? Before, Row? After)> effects)
    {
        Transactions++;
        foreach (var (before, after) in effects)
        {
            Apply(before, after);
        }

        CheckSums();
        CheckLimits(effects);
    }

    public void CheckAtRest()
    {
        foreach (var window in _windows.Values)
        {
            Require(window.HeldNanoUsd == 0, $"{window.RowKey} still holds {window.HeldNanoUsd} although nothing runs");
        }

        Require(_leases.Values.All(lease => lease.Closed), "a lease is open although nothing runs");
        Require(_reservations.Values.All(row => row.Closed), "a reservation is open although nothing runs");
    }

    public long EntriesOf(DateOnly day) => _entries.GetValueOrDefault(WindowRow.KeyOf(BudgetWindow.DayOf(day), BudgetPath.Tenant));

    private void Apply(Row? before, Row? after)
    {
        switch (after ?? before)
        {
            case EntryRow entry:
                Require(before is null && after is not null, $"entry {entry.EntryId} was changed");
                Count(entry);
                break;
            case RollupRow:
                _rollups += ((RollupRow?)after)?.Tally.CostNanoUsd ?? 0;
                _rollups -= ((RollupRow?)before)?.Tally.CostNanoUsd ?? 0;
                break;
            case SessionPartialRow:
                _sessions += CostOf((SessionPartialRow?)after) - CostOf((SessionPartialRow?)before);
                break;
            case WindowRow window:
                _windows[window.RowKey] = (WindowRow)after!;
                Require(((WindowRow)after!).HeldNanoUsd >= 0, $"{window.RowKey} holds {((WindowRow)after).HeldNanoUsd}");
                break;
            case LeaseRow lease when after is null:
                _leases.Remove(lease.LeaseId);
                break;
            case LeaseRow lease:
                _leases[lease.LeaseId] = (LeaseRow)after!;
                break;
            case ReservationRow reservation:
                _reservations[reservation.RowKey] = reservation;
                break;
            default:
                break;
        }
    }

    private void Count(EntryRow entry)
    {
        _ledger += entry.CostNanoUsd;
        _unsessioned += entry.SessionId is null ? entry.CostNanoUsd : 0;
        var path = entry.Attribution.Team is null ? string.Empty
            : entry.Attribution.Project is null ? entry.Attribution.Team
            : BudgetPath.Of(entry.Attribution.Team, entry.Attribution.Project);
        foreach (var scope in BudgetPath.Chain(path))
        {
            foreach (var window in (ReadOnlySpan<BudgetWindow>)[BudgetWindow.DayOf(entry.Day), BudgetWindow.MonthOf(entry.Day)])
            {
                var key = WindowRow.KeyOf(window, scope);
                _entries[key] = _entries.GetValueOrDefault(key) + entry.CostNanoUsd;
            }
        }
    }

    private void CheckSums()
    {
        Require(_ledger == _rollups, $"ledger {_ledger} and roll-ups {_rollups} differ");
        Require(_ledger == _sessions + _unsessioned, $"ledger {_ledger} and sessions {_sessions} + unsessioned {_unsessioned} differ");
        foreach (var window in _windows.Values)
        {
            var scope = store.Get<LimitsRow>(LimitsRow.Key)!.Scopes.FirstOrDefault(scope => scope.Path == window.Path);
            if (scope is not null && window.ScopesVersion < scope.ScopesVersion)
            {
                continue;
            }

            var leases = _leases.Values.Where(lease => !lease.Closed && Charges(lease.Path, lease.Day, window)).ToList();
            var reservations = _reservations.Values.Where(row => !row.Closed && Charges(row.Path, row.Day, window)).ToList();
            var unfolded = leases.Sum(lease => lease.UnfoldedNanoUsd) + reservations.Sum(row => row.UnfoldedNanoUsd);
            var entries = _entries.GetValueOrDefault(window.RowKey);
            Require(
                entries == window.SpentNanoUsd + unfolded,
                $"{window.RowKey}: entries {entries}, spent {window.SpentNanoUsd} + unfolded {unfolded}");
            var held = leases.Sum(lease => lease.GrantedNanoUsd - lease.FoldedNanoUsd) + reservations.Sum(row => row.GrantedNanoUsd - row.FoldedNanoUsd);
            Require(window.HeldNanoUsd == held, $"{window.RowKey}: held {window.HeldNanoUsd}, leases and reservations hold {held}");
        }
    }

    private void CheckLimits(IReadOnlyList<(Row? Before, Row? After)> effects)
    {
        var limits = new BudgetLimits(store.Get<LimitsRow>(LimitsRow.Key)!);
        foreach (var (before, after) in effects)
        {
            if (after is not WindowRow window || limits.Find(window.Path)?.LimitFor(window.Window) is not { } limit)
            {
                continue;
            }

            var old = before as WindowRow;
            if (old is null ? window.ScopesVersion > 1 : old.ScopesVersion < window.ScopesVersion)
            {
                // A scope declared within the window starts with what it spent before, whatever its limit.
                continue;
            }

            var sum = window.SpentNanoUsd + window.HeldNanoUsd;
            var beyond = sum - Math.Max(limit, old is null ? 0 : old.SpentNanoUsd + old.HeldNanoUsd);
            if (beyond > 0)
            {
                _beyond[window.RowKey] = _beyond.GetValueOrDefault(window.RowKey) + beyond;
                Require(
                    _beyond[window.RowKey] <= AllowanceNanoUsd,
                    $"{window.RowKey}: spent {window.SpentNanoUsd} + held {window.HeldNanoUsd} rose by {beyond} beyond {limit}, allowed {AllowanceNanoUsd}");
            }
        }
    }

    private static bool Charges(string path, DateOnly day, WindowRow window) =>
        BudgetPath.IsWithin(path, window.Path) && (window.Window.IsMonth ? BudgetWindow.MonthOf(day) == window.Window : day == window.Window.Start);

    private static long CostOf(SessionPartialRow? row) => row?.ByModel.Values.Sum(tally => tally.CostNanoUsd) ?? 0;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PromiseBrokenException(otherwise);
        }
    }
}
