namespace GenOps.Core.Accounts;

/// <summary>An owner's lease in memory: what storage knows of it, and what was admitted and settled since.</summary>
internal sealed class HeldLease(string leaseId, string path, DateOnly day, long scopesVersion, WindowState[] windows, OwnerTime now)
{
    private long _peakNanoUsd;
    private long _previousPeakNanoUsd;
    private TimeSpan _peakSince = now.Monotonic;

    public string LeaseId { get; } = leaseId;

    public string Path { get; } = path;

    public DateOnly Day { get; } = day;

    public long ScopesVersion { get; } = scopesVersion;

    public WindowState[] Windows { get; } = windows;

    /// <summary>The row as storage has it; null before the first grant.</summary>
    public LeaseRow? Row { get; set; }

    public string? ETag { get; set; }

    /// <summary>Money of admitted calls that have not settled.</summary>
    public long InFlightNanoUsd { get; set; }

    /// <summary>Everything charged, durable or on its way.</summary>
    public long SettledNanoUsd { get; set; }

    /// <summary>Entries on their way.</summary>
    public int QueuedSettlements { get; set; }

    /// <summary>Calls holding money.</summary>
    public int Holds { get; set; }

    /// <summary>Just before the last successful write was sent: storage's clock for the row cannot have started earlier.</summary>
    public TimeSpan RenewedAt { get; set; }

    public TimeSpan LastAdmittedAt { get; set; } = now.Monotonic;

    /// <summary>Largest hold ever asked for.</summary>
    public long LargestHoldNanoUsd { get; set; }

    /// <summary>Little room was left at the last look: idle money goes back with the settlement.</summary>
    public bool IsTight { get; set; }

    /// <summary>A limit was passed at the last look (advisory policy).</summary>
    public bool IsBeyondLimit { get; set; }

    /// <summary>Admits no more: its day or its set of scopes is over.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Somebody closed it; settlements are late ones.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Idle money must go back at once.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>Room of the path at the last look; sizes the lease.</summary>
    public long RoomNanoUsd { get; private set; }

    public long GrantedNanoUsd => Row?.GrantedNanoUsd ?? 0;

    /// <summary>Idle money on its way back in a transaction that may still happen; nothing may be admitted from it.</summary>
    public long ReturningNanoUsd { get; set; }

    /// <summary>Granted and neither charged nor in flight; negative when charged beyond the grants.</summary>
    public long IdleNanoUsd => GrantedNanoUsd - SettledNanoUsd - InFlightNanoUsd;

    /// <summary>What calls may be admitted from.</summary>
    public long AvailableNanoUsd => IdleNanoUsd - ReturningNanoUsd;

    public bool IsAtRest => Holds == 0 && QueuedSettlements == 0;

    public long PeakNanoUsd(OwnerTime now, TimeSpan window)
    {
        Rotate(now, window);
        return Math.Max(InFlightNanoUsd, Math.Max(_peakNanoUsd, _previousPeakNanoUsd));
    }

    public bool CanAdmit(OwnerTime now, OwnerOptions options) =>
        Row is not null && !IsRetired && !IsClosed && now.Day == Day
        && now.Monotonic < RenewedAt + options.LeaseDuration - options.AdmissionMargin;

    public void Admit(Hold hold, OwnerTime now, OwnerOptions options)
    {
        Rotate(now, options.PeakWindow);
        InFlightNanoUsd += hold.NeedNanoUsd;
        Holds++;
        _peakNanoUsd = Math.Max(_peakNanoUsd, InFlightNanoUsd);
        LargestHoldNanoUsd = Math.Max(LargestHoldNanoUsd, hold.NeedNanoUsd);
        LastAdmittedAt = now.Monotonic;
        hold.Lease = this;
        hold.State = HoldState.Held;
        hold.IsBeyondLimit = IsBeyondLimit;
    }

    public void End(Hold hold)
    {
        InFlightNanoUsd -= hold.NeedNanoUsd;
        Holds--;
        hold.State = HoldState.Ended;
    }

    public void Charge(long costNanoUsd)
    {
        SettledNanoUsd = checked(SettledNanoUsd + costNanoUsd);
        foreach (var window in Windows)
        {
            window.OwnUnfoldedNanoUsd += costNanoUsd;
        }
    }

    /// <summary>Takes the row as storage has it now; what it folded leaves the unfolded sums.</summary>
    public void Accept(LeaseRow? row, string? eTag)
    {
        var folded = (row?.FoldedNanoUsd ?? SettledNanoUsd) - (Row?.FoldedNanoUsd ?? 0);
        foreach (var window in Windows)
        {
            window.OwnUnfoldedNanoUsd -= folded;
        }

        Row = row;
        ETag = eTag;
    }

    /// <summary>Somebody else closed the lease: what is not in its row yet will be settled late, outside of it.</summary>
    public void Close(LeaseRow? row, string? eTag)
    {
        if (!IsClosed)
        {
            Accept(null, null);
            IsClosed = true;
        }

        Row = row;
        ETag = eTag;
    }

    /// <summary>Learns from a look at the account how much room there is for the path.</summary>
    public void LearnRoom(long roomNanoUsd)
    {
        RoomNanoUsd = roomNanoUsd;
        IsTight = roomNanoUsd < 8 * LargestHoldNanoUsd;
        IsBeyondLimit = roomNanoUsd < 0;
    }

    /// <summary>Idle money that the lease should have for calls to come.</summary>
    public long WantedNanoUsd(OwnerTime now, OwnerOptions options, long promisedNanoUsd)
    {
        if (IsTight)
        {
            return 0;
        }

        var inFlight = InFlightNanoUsd + promisedNanoUsd;
        var size = Math.Min(2 * Math.Max(inFlight, PeakNanoUsd(now, options.PeakWindow)), RoomNanoUsd / 100);
        return Math.Max(0, size - inFlight);
    }

    private void Rotate(OwnerTime now, TimeSpan window)
    {
        if (now.Monotonic - _peakSince < window)
        {
            return;
        }

        _previousPeakNanoUsd = now.Monotonic - _peakSince < 2 * window ? _peakNanoUsd : 0;
        _peakNanoUsd = InFlightNanoUsd;
        _peakSince = now.Monotonic;
    }
}
