using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>How many calls a second are answered now: the one figure that roll-ups, which know days, cannot tell.</summary>
/// <remarks>
/// It looks at one page of the last minute's entries, whose ids sort by the time at which the call came in; on an account that fills the
/// page sooner, the rate is that of the page. Items of batches have other ids and are not counted.
/// </remarks>
internal static class RecentCalls
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static async Task<double> PerSecondAsync(
        IRowStore store, string tenant, Pins pins, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Window;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var calls = 0;
        var until = now;
        if (since < midnight)
        {
            (calls, until) = await CountAsync(store, tenant, pins, since, midnight, cancellationToken);
            since = midnight;
        }

        if (until >= midnight)
        {
            (var more, until) = await CountAsync(store, tenant, pins, since, now, cancellationToken);
            calls += more;
        }

        var span = until - (now - Window);
        return span > TimeSpan.Zero ? calls / span.TotalSeconds : 0;
    }

    private static async Task<(int Calls, DateTimeOffset Until)> CountAsync(
        IRowStore store, string tenant, Pins pins, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(from.UtcDateTime);
        var page = await store.QueryAsync(
            tenant, KeyOf(day, from), KeyOf(day, until.AddMilliseconds(1)), RowLimits.MaxPageRows, null, cancellationToken);
        var calls = page.Rows.Select(stored => (EntryRow)stored.Row).Count(entry =>
            entry.Status is EntryStatus.Succeeded or EntryStatus.Cut && pins.Sees(entry.Attribution));
        var isFull = page.Rows.Count == RowLimits.MaxPageRows;
        return isFull && TimeOf(((EntryRow)page.Rows[^1].Row).EntryId) is { } last ? (calls, last) : (calls, until);
    }

    private static string KeyOf(DateOnly day, DateTimeOffset at) =>
        EntryRow.KeyOf(day, Ulid.NewUlid(at, stackalloc byte[10]).ToString());

    private static DateTimeOffset? TimeOf(string entryId)
    {
        const int UlidLength = 26;
        return entryId.Length >= UlidLength && Ulid.TryParse(entryId.AsSpan(0, UlidLength), out var id) ? id.Time : null;
    }
}
