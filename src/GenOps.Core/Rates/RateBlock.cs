namespace GenOps.Core.Rates;

/// <summary>
/// Units of one rate and minute that this instance took from the shared row and has not used yet. Pure: the caller guards it with a lock and
/// passes the time.
/// </summary>
/// <remarks>
/// A block grows with each one taken in a minute, so that a busy instance rarely asks, and shrinks with the room, so that little is stranded in
/// an instance; with room for fewer than <see cref="TightFactor"/> calls each call takes just its own units. Whatever is uncertain counts as
/// taken: more than the limit never passes.
/// </remarks>
public sealed class RateBlock
{
    /// <summary>Below this many times the call's need nothing is taken ahead of calls.</summary>
    public const int TightFactor = 8;

    private const int LargestShareOfRoom = 4;
    private static readonly TimeSpan FullFor = TimeSpan.FromMilliseconds(250);

    private long _minute;
    private long _limit;
    private long _available;
    private long _ahead = 1;
    private long _roomSeen;
    private TimeSpan? _roomSeenAt;
    private TimeSpan _usedAt;

    /// <summary>Units to give back with the next write, because the limit changed or they lie idle.</summary>
    public long ReturningUnits { get; private set; }

    /// <summary>The minute the units are of, since the Unix epoch.</summary>
    public long Minute => _minute;

    /// <summary>What is left of the minute as far as this instance knows.</summary>
    public long RemainingUnits => _available + (_roomSeenAt is null ? Math.Max(0, _limit - _available) : _roomSeen);

    /// <summary>Takes a call's units without asking. False when there are too few.</summary>
    public bool TryTake(long minute, long limit, long units, TimeSpan now)
    {
        Turn(minute, limit);
        _usedAt = now;
        if (units > _available)
        {
            return false;
        }

        _available -= units;
        return true;
    }

    /// <summary>Gives a refused call's units back, unless their minute is over.</summary>
    public void Return(long minute, long units)
    {
        if (minute == _minute)
        {
            _available += units;
        }
    }

    /// <summary>Whether a look at the row a moment ago showed too little room.</summary>
    public bool IsKnownFull(long units, TimeSpan now) =>
        _roomSeenAt is { } at && now - at < FullFor && units > _available + _roomSeen;

    /// <summary>How many units to take, given what the row says; null when there are too few for the call.</summary>
    /// <param name="leasedUnits">The row's units, 0 without a row.</param>
    /// <param name="units">What the call needs.</param>
    /// <param name="waitingUnits">What all waiting calls need, this one included.</param>
    /// <param name="now">The monotonic time.</param>
    public long? Wanted(long leasedUnits, long units, long waitingUnits, TimeSpan now)
    {
        var room = Math.Max(0, _limit - leasedUnits + ReturningUnits);
        See(room, now);
        if (units > _available + room)
        {
            return null;
        }

        var needed = Math.Min(room, Math.Max(units, waitingUnits) - _available);
        var ahead = room < TightFactor * units ? 0 : Math.Min(_ahead, (room - needed) / LargestShareOfRoom);
        return needed + ahead;
    }

    /// <summary>The row with this instance's wish.</summary>
    public RateMinuteRow Next(RateKind kind, long leasedUnits, long wanted) => new(_minute, kind, leasedUnits - ReturningUnits + wanted);

    /// <summary>The row was written: the units are this instance's.</summary>
    public void Landed(long minute, long returned, long taken)
    {
        if (minute != _minute)
        {
            return;
        }

        ReturningUnits -= returned;
        _available += taken;
        _roomSeen = Math.Max(0, _roomSeen - taken);
        _ahead = taken == 0 ? _ahead : Math.Min(Math.Max(_ahead, taken) * 2, int.MaxValue);
    }

    /// <summary>Whether the row was written is not known: units to give back must not be given back twice.</summary>
    public void Uncertain(long minute, long returned) => ReturningUnits -= minute == _minute ? returned : 0;

    /// <summary>Marks units to be given back when no call has used the rate for a while.</summary>
    public void ReturnIdle(long minute, TimeSpan idleAfter, TimeSpan now)
    {
        Turn(minute, _limit);
        if (now - _usedAt >= idleAfter)
        {
            ReturningUnits += _available;
            _available = 0;
        }
    }

    private void See(long room, TimeSpan now) => (_roomSeen, _roomSeenAt) = (room, now);

    // A clock that goes back, or a call that was overtaken at the turn, uses the later minute.
    private void Turn(long minute, long limit)
    {
        if (minute > _minute)
        {
            (_minute, _limit, _available, ReturningUnits, _roomSeenAt) = (minute, limit, 0, 0, null);
            _ahead = Math.Max(1, _ahead / 2);
        }
        else if (limit != _limit)
        {
            (_limit, ReturningUnits, _available, _roomSeenAt) = (limit, ReturningUnits + _available, 0, null);
        }
    }
}
