using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>
/// One tenant's account as one running instance works on it: admits calls from leases in memory and says which reads and transactions it needs.
/// </summary>
/// <remarks>
/// Pure state: no I/O, no clock, no threads. The caller serialises all calls, carries out <see cref="Next"/> and reports what came of it. That the same code
/// runs over real storage and in a simulation with lost answers, freezes and crashes is the reason for this shape.
/// </remarks>
public sealed partial class AccountOwner
{
    private const int MaxFoldedLeases = 8;
    private const int MaxClosings = 3;

    // Storage tells the time in whole seconds; a second more makes a row surely too old.
    private static readonly TimeSpan StorageClockGrain = TimeSpan.FromSeconds(2);

    private readonly string _owner;
    private readonly OwnerOptions _options;
    private readonly AccountView _view = new();
    private PartialBook _book;
    private readonly AdmissionDesk _desk;
    private readonly List<Settlement> _queue = [];
    private readonly List<CommitStep> _suspects = [];
    private readonly List<StoredRow> _expired = [];
    private readonly Converter<WindowState, BudgetState> _describe;
    private readonly HeadBackoff _headBackoff;
    private List<object> _notices = [];
    private OwnerStep? _out;
    private CommitStep? _refused;
    private long _seq;
    private long _recallSeen;
    private bool _mustVerify;
    private bool _mustReadLeases = true;
    private bool _raisesRecall;
    private bool _isDraining;
    private int _failures;
    private TimeSpan _backoffUntil = TimeSpan.MinValue;
    private TimeSpan _recallRaisedAt = TimeSpan.MinValue;
    private TimeSpan _leasesReadAt = TimeSpan.MinValue;
    private TimeSpan _leasesDueAt = TimeSpan.MaxValue;
    private TimeSpan _seedsDueAt = TimeSpan.MinValue;
    private TimeSpan _refusalsWrittenAt = TimeSpan.MinValue;

    /// <summary>An owner that knows nothing yet.</summary>
    /// <param name="owner">Unique for the instance and tenant; names the owner's rows.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="newLeaseId">Makes unique ids that sort by time.</param>
    public AccountOwner(string owner, OwnerOptions options, Func<string> newLeaseId)
    {
        _owner = owner;
        _options = options;
        _book = new PartialBook(owner);
        _headBackoff = new HeadBackoff(owner);
        _describe = window => window.Describe(_view.Limits);
        _desk = new AdmissionDesk(_view, options, newLeaseId, notice => _notices.Add(notice));
    }

    /// <summary>Whether the owner holds nothing, waits for nothing and has nothing to write: it may be forgotten.</summary>
    public bool IsAtRest =>
        _out is null && _queue.Count == 0 && _suspects.Count == 0 && _desk.Waiting.Count == 0 && _desk.Leases.Count == 0 && !_book.HasRefusals;

    /// <summary>Whether <see cref="Drain"/> was called.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>The limits as last read.</summary>
    public BudgetLimits? Limits => _view.Limits;

    /// <summary>Asks for the worst case of one attempt. The hold is held, refused or waiting on return; changes later are in <see cref="TakeNotices"/>.</summary>
    public Hold Admit(string? team, string? project, long needNanoUsd, OwnerTime now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(needNanoUsd);
        return _desk.Enter(team, project, needNanoUsd, now);
    }

    /// <summary>Gives up a hold whose attempt was never made.</summary>
    public void Release(Hold hold, OwnerTime now)
    {
        if (hold.State is HoldState.Waiting)
        {
            _desk.Leave(hold);
        }
        else if (hold.State is HoldState.Held)
        {
            hold.HeldBy.End(hold);
            Pumped(now);
        }
    }

    /// <summary>Charges an attempt. The settlement comes back in <see cref="TakeNotices"/> once its entry is durable.</summary>
    public void Settle(Settlement settlement, OwnerTime now)
    {
        var hold = settlement.Hold;
        var lease = hold.HeldBy;
        if (hold.State is not HoldState.Held || settlement.Entry.Day != lease.Day)
        {
            throw new InvalidOperationException("An attempt is charged to its own hold, on the hold's day, while it is held.");
        }

        if (settlement.EndsHold)
        {
            lease.End(hold);
        }

        if (!lease.IsClosed)
        {
            lease.Charge(settlement.Entry.CostNanoUsd);
        }

        lease.QueuedSettlements++;
        _queue.Add(settlement);
        Pumped(now);
    }

    /// <summary>Counts a call that was refused before any attempt; written with a later transaction.</summary>
    public void CountRefusal(RefusalKey key) => _book.CountRefusal(key);

    /// <summary>Looks for leases whose owners are gone and closes them, whether or not a call needs their money.</summary>
    public void Sweep() => _leasesDueAt = TimeSpan.MinValue;

    /// <summary>Admits no more and gives everything back that is not in flight.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>Holds and settlements whose state changed since the last call.</summary>
    public IReadOnlyList<object> TakeNotices()
    {
        if (_notices.Count == 0)
        {
            return [];
        }

        var notices = _notices;
        _notices = [];
        return notices;
    }

    /// <summary>What to do next. Ask again after every report, and after every admission or settlement when nothing is out.</summary>
    public OwnerStep Next(OwnerTime now)
    {
        if (_out is not null)
        {
            throw new InvalidOperationException("The step before must be reported first.");
        }

        _desk.Retire(now, keepWindows: _expired.Count + _queue.Count > 0);
        ForgetWhenIdle(now);
        RefuseWhenGone();
        Pumped(now);
        RefuseLate(now);
        if (now.Monotonic < _backoffUntil)
        {
            return new IdleStep(Earliest(_backoffUntil, FirstDeadline()));
        }

        if (_headBackoff.Ends(now))
        {
            // What was read at the conflict is old by now.
            _view.Invalidate();
        }
        else if (IsHeadHeldOff && _queue.Count == 0)
        {
            return new IdleStep(Earliest(_headBackoff.Until, FirstDeadline()));
        }

        _out = (OwnerStep?)WantedRead(now) ?? WantedCommit(now);
        return _out ?? new IdleStep(WakeAt(now));
    }

    private TimeSpan ForgottenAt() =>
        (_view.CurrentAt > _refusalsWrittenAt ? _view.CurrentAt : _refusalsWrittenAt) + _options.KeptIdle;

    // Rows that are not in memory are read again, so an idle owner needs none.
    private void ForgetWhenIdle(OwnerTime now)
    {
        if (IsAtRest && !_book.IsEmpty && now.Monotonic >= ForgottenAt())
        {
            _book = new PartialBook(_owner);
            _view.Forget(static _ => false);
            _view.AcceptLimits(null);
        }
    }

    private void Pumped(OwnerTime now)
    {
        if (!_isDraining)
        {
            _desk.Pump(now);
        }
    }
}
