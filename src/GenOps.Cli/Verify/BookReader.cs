using GenOps.Cli.Books;

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

    /// <summary>The books; null when the tenant has no account.</summary>
    public async Task<MonthBooks?> ReadAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var sessions = await SessionShares.ReadAsync(rows, month, cancellationToken);
        IReadOnlySet<DateOnly> moved = new HashSet<DateOnly>();
        for (var attempt = 1; ; attempt++)
        {
            var span = MonthSpan.Of(sessions.First, sessions.Last);
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

    private static IEnumerable<DateOnly> DaysOf(SessionShares sessions)
    {
        for (var day = sessions.First; day <= sessions.Last; day = day.AddDays(1))
        {
            yield return day;
        }
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
