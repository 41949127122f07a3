using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <content>What to do next.</content>
public sealed partial class AccountOwner
{
    private ReadStep? WantedRead(OwnerTime now)
    {
        if (_mustVerify)
        {
            return Verification();
        }

        if (IsHeadHeldOff)
        {
            return null;
        }

        var isPollDue = now.Monotonic >= PollDue();
        if (!WantsHead(now) && _expired.Count == 0)
        {
            return isPollDue ? new ReadStep { Keys = [HeadRow.Key] } : null;
        }

        var keys = new List<string>();
        if (!_view.IsHeadKnown || isPollDue)
        {
            keys.Add(HeadRow.Key);
        }

        if (!_view.AreLimitsCurrent)
        {
            keys.Add(LimitsRow.Key);
        }

        var windows = WantedWindows(now);
        keys.AddRange(windows.Where(window => !window.IsKnown || keys.Count > 0).Select(window => window.Key));
        var seeds = keys.Count == 0 ? WantedSeeds(windows, now) : [];
        var readsLeases = seeds.Count > 0 || ((_mustReadLeases || AreLeasesDue(now)) && _view.Limits is not null);
        return keys.Count == 0 && !readsLeases ? null : new ReadStep { Keys = keys, Leases = readsLeases, Seeds = seeds };
    }

    private CommitStep? WantedCommit(OwnerTime now)
    {
        var draft = new CommitDraft(_owner, _view, _book);
        var usesHead = !IsHeadHeldOff && _view is { IsHeadKnown: true, AreLimitsCurrent: true };
        if (usesHead)
        {
            FoldLeases(draft, now);
            CloseExpired(draft, now);
            GrantWaiting(draft, now);
            TopUp(draft, now);
            if (_raisesRecall || HasLooseSuspect)
            {
                _raisesRecall = false;
                draft.RaiseRecall();
            }
        }

        foreach (var settlement in _queue)
        {
            if (draft.Rows + draft.RowsFor(settlement) > _options.MaxRows)
            {
                break;
            }

            if (!settlement.Hold.HeldBy.IsClosed)
            {
                draft.Settle(settlement, lateWindows: []);
            }
            else if (usesHead && LateWindows(settlement) is var windows && windows.TrueForAll(window => window.IsKnown))
            {
                draft.Settle(settlement, windows.Where(window => !LacksSeed(window) || window.SeedNanoUsd is not null));
            }
        }

        Renew(draft, now);
        WriteRefusals(draft, now);
        return draft.IsEmpty ? null : draft.ToStep(++_seq, now.Monotonic, lease => MustGiveUp(lease, now));
    }

    private bool IsHeadHeldOff => _headBackoff.Until != TimeSpan.MinValue;

    /// <summary>
    /// A transaction of unknown outcome none of whose leases is there to be rewritten: replacing the head makes sure that it can't happen any more.
    /// </summary>
    private bool HasLooseSuspect => _suspects.Any(suspect => suspect.Head is not null && suspect.Leases.All(draft => draft.Lease.Row is null));

    /// <summary>Leases whose idle or overdrawn money must go through the account.</summary>
    private bool MustFold(HeldLease lease, OwnerTime now) =>
        lease is { Row: not null, IsClosed: false }
        && (lease.AvailableNanoUsd < 0
            || (lease is { IsTight: true, QueuedSettlements: > 0 })
            || (lease.AvailableNanoUsd > 0 && (lease.IsTight || lease.IsRecalled || MustGiveUp(lease, now)))
            || (lease is { AvailableNanoUsd: 0, IsAtRest: true } && MustGiveUp(lease, now)));

    private bool MustGiveUp(HeldLease lease, OwnerTime now) =>
        lease.IsRetired || _isDraining || now.Monotonic >= lease.LastAdmittedAt + _options.IdleReturn;

    private bool WantsMore(HeldLease lease, OwnerTime now) =>
        lease is { Row: not null, IsClosed: false, IsRetired: false, IsTight: false, IsRecalled: false }
        && !_isDraining
        && now.Monotonic < lease.LastAdmittedAt + _options.IdleReturn
        && lease.AvailableNanoUsd < lease.WantedNanoUsd(now, _options, 0) / 2;

    private bool WantsHead(OwnerTime now) =>
        (_desk.Waiting.Count > 0 && _desk.MustLookAtWaiting)
        || _raisesRecall
        || AreLeasesDue(now)
        || HasLooseSuspect
        || _desk.Leases.Any(lease => MustFold(lease, now) || WantsMore(lease, now))
        || _queue.Any(settlement => settlement.Hold.HeldBy.IsClosed);

    // An owner that has seen another's lease looks again when it would have run out.
    private bool AreLeasesDue(OwnerTime now) => !_isDraining && now.Monotonic >= _leasesDueAt;

    private void FoldLeases(CommitDraft draft, OwnerTime now)
    {
        foreach (var lease in _desk.Leases.Where(lease => MustFold(lease, now) && AreReady(lease)).Take(MaxFoldedLeases))
        {
            draft.Fold(lease, returns: lease.AvailableNanoUsd >= 0);
        }
    }

    private void CloseExpired(CommitDraft draft, OwnerTime now)
    {
        foreach (var stored in _expired.Take(MaxClosings))
        {
            var lease = (LeaseRow)stored.Row;
            var windows = _view.WindowsOf(lease.Path, lease.Day);
            if (windows.All(window => window.IsKnown))
            {
                draft.Close(stored, windows, now.Utc);
            }
        }
    }

    private void GrantWaiting(CommitDraft draft, OwnerTime now)
    {
        if (_isDraining || _view.IsTenantGone || !_desk.MustLookAtWaiting)
        {
            return;
        }

        _desk.MustLookAtWaiting = false;
        foreach (var hold in _desk.Waiting.ToList())
        {
            if (draft.Rows > _options.MaxRows - 20)
            {
                _desk.MustLookAtWaiting = true;
                return;
            }

            if (_desk.LeaseFor(hold, now) is { } lease && AreReady(lease))
            {
                GrantOne(draft, hold, lease, now);
            }
        }
    }

    private void GrantOne(CommitDraft draft, Hold hold, HeldLease lease, OwnerTime now)
    {
        lease.LargestHoldNanoUsd = Math.Max(lease.LargestHoldNanoUsd, hold.NeedNanoUsd);
        var missing = Math.Max(0, hold.NeedNanoUsd - draft.Spare(lease));
        if (draft.RoomFor(lease, hold.NeedNanoUsd) <= draft.Room(lease.Windows) || _view.Limits!.MayExceed)
        {
            draft.Grant(lease, hold.NeedNanoUsd, missing);
        }
        else
        {
            RefuseOrWait(hold, lease, now);
        }
    }

    private void TopUp(CommitDraft draft, OwnerTime now)
    {
        foreach (var lease in _desk.Leases)
        {
            var granted = draft.Find(lease)?.GrantNanoUsd > 0;
            if ((!granted && !WantsMore(lease, now)) || !AreReady(lease) || draft.Rows > _options.MaxRows - 20)
            {
                continue;
            }

            var room = draft.Room(lease.Windows);
            lease.LearnRoom(room);
            var promised = draft.Find(lease)?.PromisedNanoUsd ?? 0;
            var more = Math.Min(lease.WantedNanoUsd(now, _options, promised) - draft.Spare(lease), room);
            if (more > 0)
            {
                draft.TopUp(lease, more);
            }
        }
    }

    private void Renew(CommitDraft draft, OwnerTime now)
    {
        foreach (var lease in _desk.Leases)
        {
            // A rewritten row also makes sure that an older transaction of unknown outcome can't happen any more.
            var isUnsure = _suspects.Any(suspect => suspect.Leases.Any(draft => draft.Lease == lease));
            var isOld = lease is { Row: not null, IsClosed: false } && now.Monotonic >= lease.RenewedAt + (_options.LeaseDuration / 3);
            if ((isOld || (isUnsure && lease is { Row: not null, IsClosed: false })) && draft.Rows < _options.MaxRows)
            {
                draft.Lease(lease);
            }
        }
    }

    private void WriteRefusals(CommitDraft draft, OwnerTime now)
    {
        if (!_book.HasRefusals || now.Monotonic < RefusalsDue())
        {
            return;
        }

        _refusalsWrittenAt = now.Monotonic;
        foreach (var (key, count) in _book.Refusals(Math.Max(0, _options.MaxRows - draft.Rows)))
        {
            draft.AddRefusals(key, count, now.Utc);
        }
    }

    private TimeSpan RefusalsDue() => _isDraining || _refusalsWrittenAt == TimeSpan.MinValue ? TimeSpan.MinValue : _refusalsWrittenAt + _options.RefusalFlush;

    private TimeSpan PollDue()
    {
        if (_view.CurrentAt == TimeSpan.MinValue)
        {
            return _desk.Waiting.Count > 0 ? TimeSpan.MinValue : TimeSpan.MaxValue;
        }

        if (_desk.Waiting.Count > 0)
        {
            // A call that was not looked at yet tries the view at hand first; a conflict tells when it is stale.
            return _view.CurrentAt + (_desk.MustLookAtWaiting ? _options.RefusalViewAge : _options.WaitingPoll);
        }

        return _desk.Leases.Any(lease => lease is { IsClosed: false, AvailableNanoUsd: > 0 }) ? _view.CurrentAt + _options.HeadPoll : TimeSpan.MaxValue;
    }

    private TimeSpan FirstDeadline()
    {
        var first = TimeSpan.MaxValue;
        foreach (var hold in _desk.Waiting)
        {
            first = Earliest(first, hold.Deadline);
        }

        return first;
    }

    private TimeSpan? WakeAt(OwnerTime now)
    {
        if (IsHeadHeldOff)
        {
            return Earliest(FirstDeadline(), _headBackoff.Until);
        }

        var wake = Earliest(FirstDeadline(), PollDue());
        foreach (var lease in _desk.Leases.Where(lease => lease is { Row: not null, IsClosed: false }))
        {
            wake = Earliest(wake, lease.RenewedAt + (_options.LeaseDuration / 3));
            var idleAt = lease.LastAdmittedAt + _options.IdleReturn;
            wake = idleAt > now.Monotonic ? Earliest(wake, idleAt) : wake;
        }

        wake = _isDraining ? wake : Earliest(wake, _leasesDueAt);
        wake = IsAtRest && !_book.IsEmpty ? Earliest(wake, ForgottenAt()) : wake;
        wake = _book.HasRefusals ? Earliest(wake, RefusalsDue()) : wake;
        return wake == TimeSpan.MaxValue ? null : wake;
    }

    private static TimeSpan Earliest(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
