using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <content>Who is refused, and why.</content>
public sealed partial class AccountOwner
{
    private void RefuseWhenGone()
    {
        // Leases of a deleted tenant are still to be closed; who asks for money waits for that.
        var isClosing = _view.Head is not null && (_mustReadLeases || _expired.Count > 0);
        if (_view.IsTenantGone && !isClosing)
        {
            _desk.RefuseAll(RefusalKind.TenantGone);
        }

        if (_isDraining)
        {
            _desk.RefuseAll(RefusalKind.LedgerUnavailable);
        }
    }

    /// <summary>Refuses calls that waited long enough.</summary>
    private void RefuseLate(OwnerTime now)
    {
        if (_desk.Waiting.Count == 0)
        {
            return;
        }

        foreach (var hold in _desk.Waiting.Where(hold => now.Monotonic >= hold.Deadline).ToList())
        {
            var lease = _desk.LeaseFor(hold, now);
            if (lease is null || lease.Windows.Any(window => window is { Row: null, SeedNanoUsd: null } && !IsSeedAwaited(window)) || _failures > 0)
            {
                _desk.Refuse(hold, RefusalKind.LedgerUnavailable, null);
                continue;
            }

            var exceeded = Exceeded(hold, lease, now);
            _desk.Refuse(hold, exceeded is null ? RefusalKind.InFlight : RefusalKind.Exceeded, exceeded ?? LeastRoom(lease));
        }
    }

    /// <summary>No room for a call: refused at once when waiting cannot help, else it waits and others are asked for idle money.</summary>
    private void RefuseOrWait(Hold hold, HeldLease lease, OwnerTime now)
    {
        if (Exceeded(hold, lease, now) is { } budget)
        {
            _desk.Refuse(hold, RefusalKind.Exceeded, budget);
            return;
        }

        if (_view.ForeignLeases is not { } foreign || now.Monotonic - _leasesReadAt > _options.RefusalViewAge)
        {
            _mustReadLeases = true;
            _desk.MustLookAtWaiting = true;
            return;
        }

        var mayHelp = foreign.Any(stored => stored.Row is LeaseRow { Closed: false } other && other.GrantedNanoUsd > other.SettledNanoUsd);
        if (mayHelp && now.Monotonic >= _recallRaisedAt + _options.HeadPoll)
        {
            _recallRaisedAt = now.Monotonic;
            _raisesRecall = true;
        }
    }

    /// <summary>The exceeded scope and window that lasts longest, by a view that is fresh enough; null when none is.</summary>
    private BudgetState? Exceeded(Hold hold, HeldLease lease, OwnerTime now)
    {
        if (_view.CurrentAt == TimeSpan.MinValue || now.Monotonic - _view.CurrentAt > _options.RefusalViewAge)
        {
            return null;
        }

        BudgetState? exceeded = null;
        foreach (var window in lease.Windows)
        {
            var state = window.Describe(_view.Limits);
            var unfolded = _view.ForeignUnfolded(window);
            state = state with { SpentNanoUsd = state.SpentNanoUsd + unfolded, HeldNanoUsd = Math.Max(0, state.HeldNanoUsd - unfolded) };
            if (window.IsKnown
                && state.LimitNanoUsd is { } limit
                && state.SpentNanoUsd > limit - hold.NeedNanoUsd
                && (exceeded is null || state.Window.ResetsAt > exceeded.Window.ResetsAt))
            {
                exceeded = state;
            }
        }

        return exceeded;
    }

    private BudgetState? LeastRoom(HeldLease lease) => lease.Windows
        .Select(window => window.Describe(_view.Limits))
        .Where(state => state.LimitNanoUsd is not null)
        .MinBy(state => state.RemainingNanoUsd);
}
