using GenOps.Core.Budgets;

namespace GenOps.Core.Accounts;

/// <summary>An owner's leases and the calls that wait for money, first come first served among those that fit.</summary>
internal sealed class AdmissionDesk(AccountView view, OwnerOptions options, Func<string> newLeaseId, Action<object> notify)
{
    private readonly Dictionary<string, HeldLease> _current = new(StringComparer.Ordinal);
    private readonly List<HeldLease> _leases = [];
    private readonly LinkedList<Hold> _waiting = [];

    public IReadOnlyList<HeldLease> Leases => _leases;

    public IReadOnlyCollection<Hold> Waiting => _waiting;

    /// <summary>Whether something happened since the waiting calls were last looked at.</summary>
    public bool MustLookAtWaiting { get; set; }

    public Hold Enter(string? team, string? project, long needNanoUsd, OwnerTime now)
    {
        var hold = new Hold(team, project, needNanoUsd, now.Monotonic + options.AdmissionWait);
        if (_waiting.Count == 0 && TryAdmit(hold, now))
        {
            return hold;
        }

        if (_waiting.Count >= options.MaxWaiting)
        {
            Refuse(hold, RefusalKind.InFlight, null);
            return hold;
        }

        _waiting.AddLast(hold);
        MustLookAtWaiting = true;
        return hold;
    }

    public void Leave(Hold hold)
    {
        if (_waiting.Remove(hold))
        {
            hold.State = HoldState.Ended;
        }
    }

    /// <summary>Admits every waiting call that the leases have money for.</summary>
    public void Pump(OwnerTime now)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (TryAdmit(node.Value, now))
            {
                _waiting.Remove(node);
                notify(node.Value);
            }

            node = next;
        }
    }

    /// <summary>Refuses one waiting call.</summary>
    public void Refuse(Hold hold, RefusalKind kind, BudgetState? budget)
    {
        _waiting.Remove(hold);
        hold.State = HoldState.Refused;
        hold.Refusal = new BudgetRefusal(kind, hold.NeedNanoUsd, budget);
        notify(hold);
    }

    public void RefuseAll(RefusalKind kind)
    {
        while (_waiting.First is { } node)
        {
            Refuse(node.Value, kind, null);
        }
    }

    /// <summary>The lease that a waiting call would be served from; made in memory when there is none. Null while limits are unknown.</summary>
    public HeldLease? LeaseFor(Hold hold, OwnerTime now)
    {
        if (view.Limits is not { } limits)
        {
            return null;
        }

        var path = limits.PathOf(hold.Team, hold.Project);
        if (_current.TryGetValue(path, out var lease) && !lease.IsRetired && !lease.IsClosed && lease.Day == now.Day)
        {
            return lease;
        }

        lease = new HeldLease(newLeaseId(), path, now.Day, limits.ScopesVersion, view.WindowsOf(path, now.Day), now);
        _current[path] = lease;
        _leases.Add(lease);
        return lease;
    }

    /// <summary>Ends admission from leases of another day or of an older set of scopes, and forgets leases that are over.</summary>
    public void Retire(OwnerTime now, bool keepWindows)
    {
        var changed = false;
        for (var index = _leases.Count - 1; index >= 0; index--)
        {
            var lease = _leases[index];
            lease.IsRetired |= lease.Day != now.Day || (view.Limits is { } limits && lease.ScopesVersion != limits.ScopesVersion);
            var isUnused = lease.Row is null && (lease.IsRetired || _waiting.Count == 0);
            if ((isUnused || lease.IsClosed) && lease.IsAtRest)
            {
                Remove(lease);
                changed = true;
            }
        }

        if (changed && !keepWindows)
        {
            view.Forget(window => _leases.Any(lease => lease.Windows.Contains(window)));
        }
    }

    public void Remove(HeldLease lease)
    {
        _leases.Remove(lease);
        if (_current.TryGetValue(lease.Path, out var current) && ReferenceEquals(current, lease))
        {
            _current.Remove(lease.Path);
        }
    }

    private bool TryAdmit(Hold hold, OwnerTime now)
    {
        if (view.Limits is not { } limits
            || !_current.TryGetValue(limits.PathOf(hold.Team, hold.Project), out var lease)
            || !lease.CanAdmit(now, options)
            || lease.AvailableNanoUsd < hold.NeedNanoUsd)
        {
            return false;
        }

        lease.Admit(hold, now, options);
        return true;
    }
}
