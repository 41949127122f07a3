using GenOps.Cli.Books;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Verify;

/// <summary>
/// What the shares of sessions say, nano-dollars, of every session that may have been charged within the month. A share has no day, so a session that
/// reaches beyond the month is compared with all its entries.
/// </summary>
internal sealed class SessionShares
{
    private readonly Dictionary<string, long> _spent = new(StringComparer.Ordinal);

    private SessionShares(MonthSpan month) => (First, Last) = (month.First, month.Last);

    public IReadOnlyDictionary<string, long> SpentNanoUsd => _spent;

    /// <summary>The first day on which one of them can have an entry.</summary>
    public DateOnly First { get; private set; }

    /// <summary>The last day on which one of them can have an entry.</summary>
    public DateOnly Last { get; private set; }

    public static async Task<SessionShares> ReadAsync(RowPages rows, MonthSpan month, CancellationToken cancellationToken)
    {
        var shares = new SessionShares(month);

        // Ids sort by the time at which sessions began; none that began later has an entry in the month.
        var end = SessionPartialRow.SessionPrefix(Ulid.NewUlid(Midnight(month.Last.AddDays(1)), new byte[10]).ToString());
        await foreach (var share in rows.BetweenAsync<SessionPartialRow>("s|0", end, cancellationToken))
        {
            // An entry is made on its day or later, so a share that was last written before the month has none of it.
            if (DayOf(share.LastAt) >= month.First)
            {
                shares.Add(share);
            }
        }

        return shares;
    }

    private void Add(SessionPartialRow share)
    {
        var spent = share.ByModel.Values.Aggregate(0L, static (sum, tally) => checked(sum + tally.CostNanoUsd));
        _spent[share.SessionId] = checked(_spent.GetValueOrDefault(share.SessionId) + spent);
        var began = DayOf(UlidTime.Of(share.SessionId) ?? share.FirstAt);
        First = began < First ? began : First;
        Last = DayOf(share.LastAt) > Last ? DayOf(share.LastAt) : Last;
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
