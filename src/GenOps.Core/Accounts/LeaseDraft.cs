namespace GenOps.Core.Accounts;

/// <summary>What one transaction does to one of the owner's leases.</summary>
internal sealed class LeaseDraft(HeldLease lease)
{
    public HeldLease Lease { get; } = lease;

    /// <summary>Cost of the entries in this transaction.</summary>
    public long SettledNanoUsd { get; set; }

    /// <summary>Money granted in this transaction.</summary>
    public long GrantNanoUsd { get; set; }

    /// <summary>Room promised to waiting calls out of what is available and granted.</summary>
    public long PromisedNanoUsd { get; set; }

    /// <summary>Whether head and windows take part, so that settled money is folded in.</summary>
    public bool Folds { get; set; }

    /// <summary>Whether idle money goes back. Implies folding.</summary>
    public bool Returns { get; set; }

    /// <summary>The row after the transaction; null when it is deleted.</summary>
    public LeaseRow? Written { get; private set; }

    public int Index { get; set; }

    /// <summary>What further waiting calls may be promised without a grant.</summary>
    public long SpareNanoUsd => Math.Max(0, Lease.IdleNanoUsd) + GrantNanoUsd - PromisedNanoUsd;

    /// <summary>How much granted changes: grants, less what goes back, plus what was settled beyond it.</summary>
    public long GrantedChangeNanoUsd
    {
        get
        {
            if (!Folds)
            {
                return 0;
            }

            var available = Lease.IdleNanoUsd;
            var kept = Returns ? Math.Min(Math.Max(0, available), PromisedNanoUsd) : Math.Max(0, available);
            return GrantNanoUsd + kept - available;
        }
    }

    public void Write(string owner, long seq, bool mayDelete)
    {
        var before = Lease.Row;
        var settled = (before?.SettledNanoUsd ?? 0) + SettledNanoUsd;
        var granted = (before?.GrantedNanoUsd ?? 0) + GrantedChangeNanoUsd;
        var isSpent = Folds && granted == settled && Lease.Holds == 0 && settled == Lease.SettledNanoUsd;
        Written = isSpent && mayDelete && before is not null
            ? null
            : new LeaseRow
            {
                LeaseId = Lease.LeaseId,
                Owner = owner,
                Path = Lease.Path,
                Day = Lease.Day,
                ScopesVersion = Lease.ScopesVersion,
                GrantedNanoUsd = granted,
                SettledNanoUsd = settled,
                FoldedNanoUsd = Folds ? settled : before?.FoldedNanoUsd ?? 0,
                Seq = seq,
            };
        Reserve();
        FoldNanoUsd = Folds ? settled - (before?.FoldedNanoUsd ?? 0) : 0;
    }

    /// <summary>How much granted changes as written; known after <see cref="Write"/>.</summary>
    public long PlannedChangeNanoUsd { get; private set; }

    /// <summary>What the windows' spent gains; known after <see cref="Write"/>.</summary>
    public long FoldNanoUsd { get; private set; }

    /// <summary>From here on the transaction may happen at any time, so what it gives back or deletes can serve no call.</summary>
    private void Reserve()
    {
        Lease.IsRetired |= Written is null;
        PlannedChangeNanoUsd = GrantedChangeNanoUsd;
        Lease.ReturningNanoUsd = Math.Max(Lease.ReturningNanoUsd, -PlannedChangeNanoUsd);
    }
}
