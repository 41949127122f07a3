using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>Collects what one transaction is to do, then writes it as row changes. The head comes first.</summary>
internal sealed class CommitDraft(string owner, AccountView view, PartialBook book)
{
    private readonly Dictionary<HeldLease, LeaseDraft> _leases = [];
    private readonly Dictionary<WindowState, WindowDraft> _windows = [];
    private readonly Dictionary<PartialBook.Partial, PartialDraft> _partials = [];
    private readonly Dictionary<HeldLease, LeaseRow> _late = [];
    private readonly List<RowChange> _inserts = [];
    private readonly List<(LeaseRow Row, string ETag)> _closings = [];
    private readonly List<Settlement> _settlements = [];
    private readonly Dictionary<RefusalKey, long> _refusals = [];
    private int _windowRows;

    public bool UsesHead { get; private set; }

    public bool RaisesRecall { get; private set; }

    public int Rows => (UsesHead ? 1 : 0) + _leases.Count + _windowRows + _partials.Count + _late.Count + _inserts.Count + _closings.Count;

    public bool IsEmpty => Rows == 0;

    public void RaiseRecall()
    {
        UsesHead = true;
        RaisesRecall = true;
    }

    public LeaseDraft Lease(HeldLease lease)
    {
        if (!_leases.TryGetValue(lease, out var draft))
        {
            draft = new LeaseDraft(lease);
            _leases.Add(lease, draft);
        }

        return draft;
    }

    public LeaseDraft? Find(HeldLease lease) => _leases.GetValueOrDefault(lease);

    /// <summary>What waiting calls may be promised from the lease without a grant.</summary>
    public long Spare(HeldLease lease) => Find(lease)?.SpareNanoUsd ?? Math.Max(0, lease.IdleNanoUsd);

    /// <summary>Room that holding an amount takes: what the lease lacks, and what it would otherwise give back.</summary>
    public long RoomFor(HeldLease lease, long needNanoUsd)
    {
        var fromIdle = Math.Min(needNanoUsd, Spare(lease));
        return Find(lease) is { Returns: true } ? needNanoUsd : needNanoUsd - fromIdle;
    }

    /// <summary>Folds what is settled into the windows; gives idle money back when asked to.</summary>
    public LeaseDraft Fold(HeldLease lease, bool returns)
    {
        UsesHead = true;
        var draft = Lease(lease);
        Replan(draft, () => (draft.Folds, draft.Returns) = (true, draft.Returns || returns));
        return draft;
    }

    /// <summary>Grants a waiting call what it needs: first from idle money, the rest from the account.</summary>
    public void Grant(HeldLease lease, long needNanoUsd, long missingNanoUsd)
    {
        var draft = Fold(lease, lease.IsTight);
        Replan(draft, () =>
        {
            draft.PromisedNanoUsd += needNanoUsd;
            draft.GrantNanoUsd += missingNanoUsd;
        });
    }

    /// <summary>Grants money for calls to come.</summary>
    public void TopUp(HeldLease lease, long amountNanoUsd)
    {
        var draft = Fold(lease, returns: false);
        Replan(draft, () => draft.GrantNanoUsd += amountNanoUsd);
    }

    public long Room(IEnumerable<WindowState> windows)
    {
        var room = long.MaxValue;
        foreach (var window in windows)
        {
            room = Math.Min(room, Window(window).RoomNanoUsd);
        }

        return room;
    }

    /// <summary>Posts an entry. A closed lease's entry goes straight to <paramref name="lateWindows"/>.</summary>
    public void Settle(Settlement settlement, IEnumerable<WindowState> lateWindows)
    {
        var lease = settlement.Hold.HeldBy;
        if (lease.IsClosed)
        {
            SettleLate(settlement, lease, lateWindows);
        }
        else
        {
            Lease(lease).SettledNanoUsd += settlement.Entry.CostNanoUsd;
        }

        Post(settlement.Entry, settlement.Rollup);
        if (settlement.Extra is { } extra)
        {
            _inserts.Add(extra);
        }

        _settlements.Add(settlement);
    }

    /// <summary>Closes another owner's expired lease: its whole unsettled rest becomes one entry in doubt.</summary>
    public void Close(StoredRow stored, WindowState[] windows, DateTimeOffset at)
    {
        UsesHead = true;
        var lease = (LeaseRow)stored.Row;
        var rest = Math.Max(0, lease.GrantedNanoUsd - lease.SettledNanoUsd);
        foreach (var window in windows)
        {
            var draft = Written(window);
            draft.SpentChangeNanoUsd += lease.UnfoldedNanoUsd + rest;
            draft.HeldChangeNanoUsd -= lease.GrantedNanoUsd - lease.FoldedNanoUsd;
        }

        _closings.Add((lease with { Closed = true, FoldedNanoUsd = lease.SettledNanoUsd, InDoubtLeftNanoUsd = rest }, stored.ETag));
        if (rest > 0)
        {
            Post(InDoubtEntries.OfClosing(lease, rest, at));
        }
    }

    public void AddRefusals(RefusalKey key, long count, DateTimeOffset at)
    {
        Partial(book.Rollup(key.Rollup)).AddRefusals(key.Rollup.Model, count, at);
        if (key.SessionId is { } sessionId)
        {
            Partial(book.Session(sessionId, at)).AddRefusals(key.Rollup.Model, count, at);
        }

        _refusals.Add(key, count);
    }

    /// <summary>An upper bound of the rows that settling would add.</summary>
    public int RowsFor(Settlement settlement)
    {
        var lease = settlement.Hold.HeldBy;
        var rows = 1 + (settlement.Extra is null ? 0 : 1);
        rows += lease.IsClosed || _leases.ContainsKey(lease) ? 0 : 1;
        rows += _partials.ContainsKey(book.Rollup(settlement.Rollup)) ? 0 : 1;
        rows += settlement.Entry.SessionId is null ? 0 : 1;
        return lease.IsClosed ? rows + 9 : rows;
    }

    public CommitStep ToStep(long seq, TimeSpan sentAt, Func<HeldLease, bool> mayDelete)
    {
        var changes = new List<RowChange>(Rows);
        HeadRow? head = null;
        if (UsesHead)
        {
            head = view.Head! with { Recall = view.Head.Recall + (RaisesRecall ? 1 : 0) };
            changes.Add(RowChange.Replace(head, view.HeadETag!));
        }

        foreach (var draft in _leases.Values)
        {
            draft.Write(owner, seq, mayDelete(draft.Lease));
            draft.Index = changes.Count;
            changes.Add(draft.Written is null
                ? RowChange.Delete(draft.Lease.Row!, draft.Lease.ETag!)
                : RowChange.Put(draft.Written, draft.Lease.ETag));
            foreach (var window in draft.Folds ? draft.Lease.Windows : [])
            {
                var windowDraft = Written(window);
                windowDraft.SpentChangeNanoUsd += draft.FoldNanoUsd;
                windowDraft.HeldChangeNanoUsd += draft.PlannedChangeNanoUsd - draft.FoldNanoUsd;
            }
        }

        var late = new List<(HeldLease, LeaseRow, int)>();
        foreach (var (lease, row) in _late)
        {
            late.Add((lease, row with { Seq = seq }, changes.Count));
            changes.Add(RowChange.Replace(row with { Seq = seq }, lease.ETag!));
        }

        var windows = _windows.Values.Where(window => window.IsWritten).ToList();
        foreach (var window in windows)
        {
            window.Index = changes.Count;
            changes.Add(RowChange.Put(window.Write(), window.State.ETag));
        }

        foreach (var (row, eTag) in _closings)
        {
            changes.Add(RowChange.Replace(row, eTag));
        }

        changes.AddRange(_inserts);
        foreach (var partial in _partials.Values)
        {
            partial.Index = changes.Count;
            changes.Add(partial.ToChange());
        }

        return new CommitStep(changes, seq, sentAt)
        {
            Head = head,
            HeadETag = head is null ? null : view.HeadETag,
            Settlements = _settlements,
            Leases = [.. _leases.Values],
            Windows = windows,
            Partials = [.. _partials.Values],
            Refusals = _refusals,
            Late = late,
        };
    }

    private void SettleLate(Settlement settlement, HeldLease lease, IEnumerable<WindowState> windows)
    {
        UsesHead = true;
        var row = _late.GetValueOrDefault(lease) ?? lease.Row;
        var release = settlement.EndsHold && row is not null ? Math.Min(settlement.Hold.NeedNanoUsd, row.InDoubtLeftNanoUsd) : 0;
        foreach (var window in windows)
        {
            // What is released was entered on the lease's own path only.
            Written(window).SpentChangeNanoUsd += settlement.Entry.CostNanoUsd - (lease.Windows.Contains(window) ? release : 0);
        }

        if (row is not null)
        {
            // Written even when nothing is released: its sequence number tells whether this transaction happened.
            _late[lease] = row with { InDoubtLeftNanoUsd = row.InDoubtLeftNanoUsd - release };
        }

        if (release > 0)
        {
            Post(InDoubtEntries.OfRelease(settlement.Entry, lease.LeaseId, release));
        }
    }

    private void Post(EntryRow entry) => Post(entry, RollupKey.Of(entry.Day, entry.Attribution, entry.Model));

    private void Post(EntryRow entry, RollupKey rollup)
    {
        _inserts.Add(RowChange.Insert(entry));
        Partial(book.Rollup(rollup)).Add(entry);
        if (entry.SessionId is { } sessionId)
        {
            Partial(book.Session(sessionId, entry.At)).Add(entry);
        }
    }

    private void Replan(LeaseDraft draft, Action change)
    {
        var before = draft.GrantedChangeNanoUsd;
        change();
        foreach (var window in draft.Lease.Windows)
        {
            Written(window).PlannedNanoUsd += draft.GrantedChangeNanoUsd - before;
        }
    }

    private WindowDraft Written(WindowState state)
    {
        var draft = Window(state);
        _windowRows += draft.IsWritten ? 0 : 1;
        draft.IsWritten = true;
        return draft;
    }

    private WindowDraft Window(WindowState state)
    {
        if (!_windows.TryGetValue(state, out var draft))
        {
            draft = new WindowDraft(state, view.Limits?.Find(state.Path));
            _windows.Add(state, draft);
        }

        return draft;
    }

    private PartialDraft Partial(PartialBook.Partial partial)
    {
        if (!_partials.TryGetValue(partial, out var draft))
        {
            draft = new PartialDraft(partial);
            _partials.Add(partial, draft);
        }

        return draft;
    }
}
