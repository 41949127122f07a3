using GenOps.Cli.Books;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Verify;

/// <summary>
/// Reads a month's books of an account that may be in use: what changed while it was read is read again, and what changes each time is said to.
/// Memory grows with days, roll-ups and sessions, not with entries.
/// </summary>
internal sealed class BookReader(RowPages rows, string tenant, MonthSpan month, TimeProvider time)
{
    private const int LeastAttempts = 3;
    private const int MostAttempts = 25;
    private const int ParallelDays = 4;

    // Between two settlements of a busy tenant there may be milliseconds: small books are tried often, large ones not for hours.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<DateOnly, DaySums> _days = [];
    private DateOnly _firstEntry;

    /// <summary>The books; null when the tenant has no account.</summary>
    public async Task<MonthBooks?> ReadAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        _firstEntry = await FirstEntryAsync(cancellationToken);
        var sessions = await SessionShares.ReadAsync(rows, month, cancellationToken);
        IReadOnlySet<DateOnly> moved = new HashSet<DateOnly>();
        for (var attempt = 1; ; attempt++)
        {
            var (first, last) = Bounds(sessions);
            var span = MonthSpan.Of(first, last);
            if (await AccountState.ReadAsync(rows, span, cancellationToken) is not { } before)
            {
                return null;
            }

            await ReadDaysAsync(DaysOf(sessions).Where(day => moved.Contains(day) || !_days.ContainsKey(day)), cancellationToken);
            sessions = await SessionShares.ReadAsync(rows, month, cancellationToken);
            if (await AccountState.ReadAsync(rows, span, cancellationToken) is not { } after)
            {
                return null;
            }

            moved = before.DaysMovedUntil(after);
            var isMoving = before.HeadETag != after.HeadETag || _days.Keys.Any(moved.Contains) || !DaysOf(sessions).All(_days.ContainsKey);
            if (!isMoving || attempt == MostAttempts || (attempt >= LeastAttempts && time.GetElapsedTime(startedAt) >= Patience))
            {
                return new MonthBooks
                {
                    Tenant = tenant, Month = month, Before = before, State = after, Days = _days, Sessions = sessions, Moved = moved, IsMoving = isMoving,
                };
            }
        }
    }

    private IEnumerable<DateOnly> DaysOf(SessionShares sessions)
    {
        var (first, last) = Bounds(sessions);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>The month and the days beyond it that its sessions reach to; no share, whatever is in it, makes for days on which nothing can be.</summary>
    private (DateOnly First, DateOnly Last) Bounds(SessionShares sessions)
    {
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var first = sessions.First > _firstEntry ? sessions.First : _firstEntry;
        var last = sessions.Last < tomorrow ? sessions.Last : tomorrow;
        return (first < month.First ? first : month.First, last > month.Last ? last : month.Last);
    }

    private async Task<DateOnly> FirstEntryAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in rows.OfPrefixAsync<EntryRow>("e|", cancellationToken))
        {
            return entry.Day;
        }

        return month.First;
    }

    // Roll-ups are folded together without any change of money, so all are read each time; entries of a day at rest are not.
    private async Task ReadDaysAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        foreach (var day in days.ToList())
        {
            _days[day] = new DaySums(day);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelDays, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_days.Values, options, async (day, token) =>
        {
            await day.ReadEntriesAsync(rows, token);
            await day.ReadRollupsAsync(rows, token);
        });
    }
}
