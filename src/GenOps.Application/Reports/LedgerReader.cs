using GenOps.Application.Batches;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Pages through the entries of one day.</summary>
public sealed class LedgerReader(IRowStores stores, TimeProvider time)
{
    /// <summary>Most entries of a page, and the default.</summary>
    public const int MaxPageRows = RowLimits.MaxPageRows;

    // A pinned key may see few of a day's entries: a page then ends early and its cursor goes on.
    private const int MaxPagesScanned = 10;

    private const int MaxCursorLength = 400;

    /// <summary>Whether a text can be a cursor; anything else must not reach storage.</summary>
    public static bool IsCursor(string text) =>
        text.Length is > 0 and <= MaxCursorLength
        && !text.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character) || char.IsSurrogate(character));

    /// <summary>Reads a page.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="pins">What the key sees.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="limit">1 to <see cref="MaxPageRows"/>.</param>
    /// <param name="cursor">From the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LedgerPage> ReadAsync(
        string tenant, Pins pins, DateOnly day, int limit, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageRows);

        // Asked before the entries are: what is closed by now has all its entries written.
        var isClosed = await IsClosedAsync(tenant, day, cancellationToken);
        var prefix = EntryRow.DayPrefix(day);
        var continuation = cursor is null ? null : EntryRow.KeyOf(day, cursor);
        var entries = new List<EntryRow>();
        for (var scanned = 0; scanned < MaxPagesScanned; scanned++)
        {
            var page = await stores.Accounts.QueryAsync(
                tenant, prefix, RowKeyPrefix.EndOf(prefix), limit - entries.Count, continuation, cancellationToken);
            entries.AddRange(page.Rows.Select(stored => (EntryRow)stored.Row).Where(entry => pins.Sees(entry.Attribution)));
            continuation = page.Continuation;
            if (continuation is null || entries.Count == limit)
            {
                break;
            }
        }

        return new LedgerPage(entries, continuation?[prefix.Length..], isClosed);
    }

    private async Task<bool> IsClosedAsync(string tenant, DateOnly day, CancellationToken cancellationToken)
    {
        if (day >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
        {
            return false;
        }

        var leases = await LeaseReads.AllAsync(stores.Accounts, tenant, cancellationToken);
        return !leases.Rows.Any(stored => stored.Row is LeaseRow { Closed: false } lease && lease.Day == day)
            && !(await ReservationReads.OpenAsync(stores.Accounts, tenant, cancellationToken)).Any(row => row.Day == day);
    }
}
