namespace GenOps.Core.Rates;

/// <summary>Places for running calls that this instance took from the shared row. Pure: the caller guards it with a lock and passes the time.</summary>
public sealed class SlotBlock
{
    private const int TightBelow = 8;
    private const int LargestShareOfRoom = 4;

    /// <summary>How long a share lives without being written again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    /// <summary>How long after its end others still respect a share: clocks may differ.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FullFor = TimeSpan.FromMilliseconds(50);

    private int _limit;
    private int _slots;
    private int _others;
    private int _ahead = 1;
    private int _peak;
    private int? _written = 0;
    private TimeSpan _renewAt;
    private TimeSpan? _fullAt;
    private TimeSpan _usableUntil = TimeSpan.MinValue;
    private TimeSpan _usedAt;

    /// <summary>Calls that run.</summary>
    public int Running { get; private set; }

    /// <summary>Whether other instances hold places, so that one may come free any moment.</summary>
    public bool MayComeFree => _others > 0 && Running < _limit;

    /// <summary>Places that are free as far as this instance knows.</summary>
    public int Remaining => Math.Max(0, _limit - _others - Running);

    /// <summary>Takes a place without asking. False when there is none.</summary>
    public bool TryTake(int limit, TimeSpan now)
    {
        _limit = limit;
        _usedAt = now;
        if (now >= _usableUntil || Running >= Math.Min(_slots, limit))
        {
            return false;
        }

        Running++;
        _peak = Math.Max(_peak, Running);
        return true;
    }

    /// <summary>A call has ended, or was refused after all.</summary>
    public void End() => Running--;

    /// <summary>Whether a look at the row a moment ago showed no room.</summary>
    public bool IsKnownFull(TimeSpan now) => Running >= _limit || (_fullAt is { } at && now - at < FullFor);

    /// <summary>The row with a place more for each waiting call; null when there is none left for even one.</summary>
    public ConcurrencyRow? Grow(ConcurrencyRow? row, string owner, int waiting, DateTimeOffset utcNow, TimeSpan now)
    {
        See(row, owner, utcNow);
        var room = _limit - _others - Running;
        if (room <= 0)
        {
            _fullAt = now;
            return null;
        }

        var needed = Math.Min(room, waiting);
        var ahead = room < TightBelow ? 0 : Math.Min(_ahead, (room - needed) / LargestShareOfRoom);
        _ahead = Math.Min(_ahead * 2, 1 << 20);
        return Next(row, owner, Running + needed + ahead, utcNow);
    }

    /// <summary>
    /// Gives up places that no call needed since the last tick, and says whether the row should be written: to give them back, or to renew.
    /// Places given up are not used from now on, whether or not the row can be written.
    /// </summary>
    public bool Tick(TimeSpan idleAfter, TimeSpan now)
    {
        var needed = Math.Max(_peak, Running);
        _peak = Running;
        if (IsTight || now - _usedAt >= idleAfter)
        {
            _slots = Math.Min(_slots, needed);
        }

        return _slots != _written || (_slots > 0 && now >= _renewAt);
    }

    /// <summary>The row with this instance's places as they are.</summary>
    public ConcurrencyRow Keep(ConcurrencyRow? row, string owner, DateTimeOffset utcNow)
    {
        See(row, owner, utcNow);
        return Next(row, owner, _slots, utcNow);
    }

    /// <summary>The row was written with this instance's share.</summary>
    public void Landed(ConcurrencyRow written, string owner, TimeSpan sentAt)
    {
        _written = _slots = written.Shares.FirstOrDefault(share => share.Owner == owner)?.Slots ?? 0;
        (_usableUntil, _renewAt) = (sentAt + Life - Margin, sentAt + (Life / 3));
    }

    /// <summary>Whether the row was written is not known; it will be written again.</summary>
    public void Uncertain() => _written = null;

    private bool IsTight => _limit - _others < TightBelow;

    private static ConcurrencyRow Next(ConcurrencyRow? row, string owner, int slots, DateTimeOffset utcNow)
    {
        var others = Live(row, owner, utcNow);
        return new ConcurrencyRow(slots == 0 ? [.. others] : [.. others, new SlotShare(owner, slots, utcNow + Life)]);
    }

    private static IEnumerable<SlotShare> Live(ConcurrencyRow? row, string owner, DateTimeOffset utcNow) =>
        (row?.Shares ?? []).Where(share => share.Owner != owner && utcNow < share.ExpiresAt + Margin);

    private void See(ConcurrencyRow? row, string owner, DateTimeOffset utcNow)
    {
        _others = Live(row, owner, utcNow).Sum(static share => share.Slots);
        _fullAt = null;
    }
}
