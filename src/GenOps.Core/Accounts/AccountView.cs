using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>What an owner knows of the account's shared rows. Whatever is wrong here makes a transaction conflict, never an overspend.</summary>
internal sealed class AccountView
{
    private readonly Dictionary<string, WindowState> _windows = new(StringComparer.Ordinal);

    public HeadRow? Head { get; private set; }

    public string? HeadETag { get; private set; }

    public bool IsHeadKnown { get; private set; }

    public BudgetLimits? Limits { get; private set; }

    /// <summary>When head and windows were last seen to be current.</summary>
    public TimeSpan CurrentAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>Leases of other owners as of the last look; null when the windows are newer than that look.</summary>
    public IReadOnlyList<StoredRow>? ForeignLeases { get; private set; }

    /// <summary>Open reservations of batches, read together with <see cref="ForeignLeases"/>.</summary>
    public IReadOnlyList<ReservationRow> Reservations { get; private set; } = [];

    public bool AreLimitsCurrent => Limits is not null && Head is not null && Limits.Version == Head.LimitsVersion;

    public bool IsTenantGone => IsHeadKnown && (Head is null || (AreLimitsCurrent && Limits!.Row.Deleted));

    public IEnumerable<WindowState> Windows => _windows.Values;

    public WindowState? Find(string key) => _windows.GetValueOrDefault(key);

    /// <summary>Day and month of every scope on a path.</summary>
    public WindowState[] WindowsOf(string path, DateOnly day)
    {
        var windows = new List<WindowState>(6);
        foreach (var scope in BudgetPath.Chain(path))
        {
            windows.Add(Track(BudgetWindow.DayOf(day), scope));
            windows.Add(Track(BudgetWindow.MonthOf(day), scope));
        }

        return [.. windows];
    }

    public void Forget(Func<WindowState, bool> isUsed)
    {
        foreach (var window in _windows.Values.Where(window => !isUsed(window)).ToList())
        {
            _windows.Remove(window.Key);
        }
    }

    public void Invalidate()
    {
        IsHeadKnown = false;
        InvalidateWindows();
    }

    /// <summary>Takes a head that was read. Another than the known one makes the windows unknown.</summary>
    public void AcceptHead(StoredRow? stored, TimeSpan sentAt)
    {
        if (!IsHeadKnown || stored?.ETag != HeadETag)
        {
            InvalidateWindows();
        }

        Head = (HeadRow?)stored?.Row;
        HeadETag = stored?.ETag;
        IsHeadKnown = true;
        CurrentAt = sentAt;
    }

    /// <summary>Takes the head that an own transaction wrote: the windows known before it stay known.</summary>
    public void AcceptWrittenHead(HeadRow head, string eTag, TimeSpan sentAt)
    {
        Head = head;
        HeadETag = eTag;
        IsHeadKnown = true;
        CurrentAt = sentAt;
    }

    public void AcceptLimits(LimitsRow? row) => Limits = row is null ? null : new BudgetLimits(row);

    public void AcceptWindow(string key, StoredRow? stored)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            window.Row = (WindowRow?)stored?.Row;
            window.ETag = stored?.ETag;
            window.IsKnown = true;
            window.SeedNanoUsd = null;
            ForeignLeases = null;
        }
    }

    public void AcceptLeases(IEnumerable<StoredRow> foreign, IReadOnlyList<ReservationRow> reservations) =>
        (ForeignLeases, Reservations) = ([.. foreign], reservations);

    /// <summary>What other owners and batches settled under a scope and window without folding it in.</summary>
    public long ForeignUnfolded(WindowState window)
    {
        if (ForeignLeases is null)
        {
            return 0;
        }

        var sum = Reservations.Where(row => IsCharged(window, row.Path, row.Day)).Sum(row => row.UnfoldedNanoUsd);
        foreach (var stored in ForeignLeases)
        {
            var lease = (LeaseRow)stored.Row;
            if (!lease.Closed && IsCharged(window, lease.Path, lease.Day))
            {
                sum += lease.UnfoldedNanoUsd;
            }
        }

        return sum;
    }

    /// <summary>
    /// Whether an open reservation was granted before the window's scope was declared: what its items cost changes the sum of the scope's roll-ups
    /// and goes to the windows of its own path only, so that the sum is not final.
    /// </summary>
    public static bool IsOlder(ReservationRow reservation, WindowState window, long scopesVersion) =>
        reservation.ScopesVersion < scopesVersion
        && (BudgetPath.IsWithin(window.Path, reservation.Path) || BudgetPath.IsWithin(reservation.Path, window.Path))
        && (window.Window.IsMonth ? BudgetWindow.MonthOf(reservation.Day) == window.Window : reservation.Day == window.Window.Start);

    /// <summary>Whether a lease of the path and day charges the window.</summary>
    public static bool IsCharged(WindowState window, string path, DateOnly day) =>
        BudgetPath.IsWithin(path, window.Path)
        && (window.Window.IsMonth ? BudgetWindow.MonthOf(day) == window.Window : day == window.Window.Start);

    private WindowState Track(BudgetWindow window, string path)
    {
        var key = WindowRow.KeyOf(window, path);
        if (!_windows.TryGetValue(key, out var state))
        {
            state = new WindowState(window, path);
            _windows.Add(key, state);
        }

        return state;
    }

    private void InvalidateWindows()
    {
        ForeignLeases = null;
        foreach (var window in _windows.Values)
        {
            window.IsKnown = false;
            window.SeedNanoUsd = null;
        }
    }
}
