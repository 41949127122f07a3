using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Batches;

/// <summary>
/// One look at an account, good for one transaction of a batch: the head was read first, so whatever changed since makes the transaction conflict. Pure.
/// </summary>
public sealed class AccountLook
{
    private readonly AccountView _view = new();
    private readonly StoredRow _head;
    private WindowState[] _windows = [];

    /// <summary>A look that begins with the head and the limits of its version.</summary>
    public AccountLook(StoredRow head, LimitsRow limits)
    {
        _head = head;
        _view.AcceptHead(head, TimeSpan.Zero);
        _view.AcceptLimits(limits);
    }

    /// <summary>The limits in force.</summary>
    public BudgetLimits Limits => _view.Limits!;

    /// <summary>Whether the limits are those that the head names.</summary>
    public bool AreLimitsCurrent => _view.AreLimitsCurrent;

    /// <summary>Keys of the windows that a path's calls of a day are charged to; all must be accepted next.</summary>
    public IReadOnlyList<string> Open(string path, DateOnly day)
    {
        _windows = _view.WindowsOf(path, day);
        return [.. _windows.Select(window => window.Key)];
    }

    /// <summary>Takes a window row as read; null when there is none.</summary>
    public void Accept(string key, StoredRow? stored) => _view.AcceptWindow(key, stored);

    /// <summary>Windows of scopes that were declared within them: they start from the sums of the roll-ups.</summary>
    public IReadOnlyList<(string Path, BudgetWindow Window)> Seeds() =>
        [.. _windows.Where(LacksSeed).Select(window => (window.Path, window.Window))];

    /// <summary>Whether leases and reservations older than a declared scope still charge its calls elsewhere, so that its sums are not final.</summary>
    public bool AreSeedsFinal(IEnumerable<Row> leasesAndReservations)
    {
        var lacking = _windows.Where(LacksSeed).Select(window => (Window: window, Version: Limits.Find(window.Path)!.ScopesVersion)).ToList();
        return leasesAndReservations.All(row => row switch
        {
            LeaseRow lease => lease.Closed || lacking.All(scope => lease.ScopesVersion >= scope.Version),
            ReservationRow reservation => reservation.Closed || !lacking.Any(scope => AccountView.IsOlder(reservation, scope.Window, scope.Version)),
            _ => true,
        });
    }

    /// <summary>Takes the sum of the roll-ups of a scope's window.</summary>
    public void AcceptSeed(string path, BudgetWindow window, long spentNanoUsd) => _view.Find(WindowRow.KeyOf(window, path))!.SeedNanoUsd = spentNanoUsd;

    /// <summary>How many of the items fit, by their worst cases in order.</summary>
    /// <param name="worstNanoUsd">Worst cases; an item of 0 always fits.</param>
    /// <param name="batchRoomNanoUsd">What the batch's own limit leaves.</param>
    public Grant Fit(IReadOnlyList<long> worstNanoUsd, long batchRoomNanoUsd)
    {
        var room = Limits.MayExceed ? long.MaxValue : _windows.Min(window => Draft(window).RoomNanoUsd);
        room = Math.Min(room, batchRoomNanoUsd);
        var (items, sum) = (0, 0L);
        while (items < worstNanoUsd.Count && (worstNanoUsd[items] == 0 || worstNanoUsd[items] <= room - sum))
        {
            sum += worstNanoUsd[items++];
        }

        return new Grant(items, sum);
    }

    /// <summary>Why an item does not fit.</summary>
    /// <param name="needNanoUsd">Its worst case.</param>
    /// <param name="batchLeftNanoUsd">What the batch's own limit leaves once nothing is held.</param>
    /// <param name="others">Open leases and reservations, read after the windows.</param>
    public Grant Refuse(long needNanoUsd, long batchLeftNanoUsd, IReadOnlyList<Row> others)
    {
        if (needNanoUsd > batchLeftNanoUsd)
        {
            return new Grant(0, 0, ReservationRefusal.BatchLimit);
        }

        var exceeded = _windows
            .Where(window => Limits.Find(window.Path)?.LimitFor(window.Window) is { } limit
                && (window.SeedNanoUsd ?? window.Row?.SpentNanoUsd ?? 0) + Unfolded(window, others) > limit - needNanoUsd)
            .ToList();
        if (exceeded.Count == 0)
        {
            return new Grant(0, 0, ReservationRefusal.InFlight);
        }

        // No turn of a window helps an item that is over a limit by itself.
        var isHopeless = exceeded.Any(window => needNanoUsd > Limits.Find(window.Path)!.LimitFor(window.Window));
        return new Grant(0, 0, ReservationRefusal.Exceeded, isHopeless ? null : exceeded.Max(window => window.Window.ResetsAt));
    }

    /// <summary>The head and the windows with a change of what is held and spent.</summary>
    public List<RowChange> Changes(long heldNanoUsd, long spentNanoUsd)
    {
        var changes = new List<RowChange>(_windows.Length + 3) { RowChange.Replace(_head.Row, _head.ETag) };
        foreach (var window in _windows)
        {
            var draft = Draft(window);
            draft.HeldChangeNanoUsd = heldNanoUsd;
            draft.SpentChangeNanoUsd = spentNanoUsd;
            changes.Add(RowChange.Put(draft.Write(), window.ETag));
        }

        return changes;
    }

    /// <summary>Asks the owners of leases for their idle money.</summary>
    public RowChange Recall() => RowChange.Replace(_view.Head! with { Recall = _view.Head!.Recall + 1 }, _head.ETag);

    /// <summary>The deepest declared path of a batch.</summary>
    public string PathOf(Attribution attribution) => Limits.PathOf(attribution.Team, attribution.Project);

    private WindowDraft Draft(WindowState window) => new(window, Limits.Find(window.Path));

    private bool LacksSeed(WindowState window) =>
        Limits.Find(window.Path) is { } scope
        && scope.NeedsSeed(window.Window)
        && (window.Row is null || window.Row.ScopesVersion < scope.ScopesVersion);

    private static long Unfolded(WindowState window, IReadOnlyList<Row> others) => others.Sum(row => row switch
    {
        LeaseRow { Closed: false } lease when AccountView.IsCharged(window, lease.Path, lease.Day) => lease.UnfoldedNanoUsd,
        ReservationRow { Closed: false } reservation when AccountView.IsCharged(window, reservation.Path, reservation.Day) => reservation.UnfoldedNanoUsd,
        _ => 0,
    });
}
