using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <content>Which windows a transaction needs, and whether their sums may be used.</content>
public sealed partial class AccountOwner
{
    /// <summary>
    /// Windows of a late settlement: its lease's, and those of a deeper scope that was declared since. One that lacks its seed will find the entry in the roll-ups.
    /// </summary>
    private List<WindowState> LateWindows(Settlement settlement)
    {
        var lease = settlement.Hold.HeldBy;
        var attribution = settlement.Entry.Attribution;
        var path = _view.Limits?.PathOf(attribution.Team, attribution.Project) ?? lease.Path;
        return BudgetPath.IsWithin(path, lease.Path)
            ? [.. lease.Windows.Union(_view.WindowsOf(path, lease.Day))]
            : [.. lease.Windows];
    }

    private List<WindowState> WantedWindows(OwnerTime now)
    {
        var windows = new HashSet<WindowState>();
        foreach (var hold in _desk.Waiting)
        {
            windows.UnionWith(_desk.LeaseFor(hold, now)?.Windows ?? []);
        }

        foreach (var lease in _desk.Leases.Where(lease => lease.IsClosed || MustFold(lease, now) || WantsMore(lease, now)))
        {
            windows.UnionWith(lease.Windows);
        }

        foreach (var settlement in _queue.Where(settlement => settlement.Hold.HeldBy.IsClosed))
        {
            windows.UnionWith(LateWindows(settlement));
        }

        foreach (var lease in _expired.Take(MaxClosings).Select(stored => (LeaseRow)stored.Row))
        {
            windows.UnionWith(_view.WindowsOf(lease.Path, lease.Day));
        }

        return [.. windows];
    }

    private List<(string Path, BudgetWindow Window)> WantedSeeds(IEnumerable<WindowState> windows, OwnerTime now)
    {
        if (now.Monotonic < _seedsDueAt)
        {
            return [];
        }

        var seeds = windows
            .Where(window => LacksSeed(window) && window.SeedNanoUsd is null && OlderLeasesAreGone(window, _desk.Leases))
            .Select(window => (window.Path, window.Window))
            .ToList();
        _seedsDueAt = seeds.Count > 0 ? now.Monotonic + _options.WaitingPoll : _seedsDueAt;
        return seeds;
    }

    /// <summary>A scope that was declared within a window starts from what the roll-ups say it spent there before.</summary>
    private bool LacksSeed(WindowState window) =>
        _view.Limits?.Find(window.Path) is { } scope
        && scope.NeedsSeed(window.Window)
        && (window.Row is null || window.Row.ScopesVersion < scope.ScopesVersion);

    /// <summary>Whether a new scope waits for leases or reservations that are older than it, which is nothing that storage could be blamed for.</summary>
    private bool IsSeedAwaited(WindowState window) => window.IsKnown && LacksSeed(window);

    /// <summary>Older leases and reservations above a new scope still charge its calls elsewhere, so its sums are not final before they are gone.</summary>
    private bool OlderLeasesAreGone(WindowState window, IEnumerable<HeldLease> own) =>
        own.All(lease => lease.ScopesVersion >= VersionOf(window) || (lease.Row is null && lease.IsAtRest));

    private long VersionOf(WindowState window) => _view.Limits!.Find(window.Path)!.ScopesVersion;

    private bool AreReady(HeldLease lease) => lease.Windows.All(window =>
        window.IsKnown && (lease.IsRetired || lease.IsClosed || !LacksSeed(window) || window.SeedNanoUsd is not null));
}
