using GenOps.Application.Accounts;
using GenOps.Application.Batches;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Reads an account as it was at one moment.</summary>
public sealed class BudgetReader(IRowStores stores, OwnerOptions options, LeasesInFlight inFlight, TimeProvider time)
{
    // On a busy account the head moves between two reads; the last view is then a few milliseconds' mixture, exact in every sum but the
    // money that was folded meanwhile.
    private const int MaxAttempts = 4;

    /// <summary>The budgets of today and this month; null when there is no such tenant (any more).</summary>
    public async Task<BudgetReport?> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var store = stores.Accounts;
        var head = await store.GetAsync(tenant, HeadRow.Key, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (head is null
                || await store.GetAsync(tenant, LimitsRow.Key, cancellationToken) is not { Row: LimitsRow { Deleted: false } limitsRow })
            {
                return null;
            }

            var report = await ReadOnceAsync(tenant, new BudgetLimits(limitsRow), cancellationToken);
            var after = await store.GetAsync(tenant, HeadRow.Key, cancellationToken);
            if (after?.ETag == head.ETag || attempt == MaxAttempts)
            {
                return report;
            }

            head = after;
        }
    }

    private async Task<BudgetReport> ReadOnceAsync(string tenant, BudgetLimits limits, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var windows = new Dictionary<string, WindowRow>(StringComparer.Ordinal);
        await AddAsync(windows, tenant, BudgetWindow.DayOf(day), cancellationToken);
        await AddAsync(windows, tenant, BudgetWindow.MonthOf(day), cancellationToken);

        // After the windows: what is folded in between is then missed for a moment, never counted twice.
        var leases = await OpenLeasesAsync(tenant, cancellationToken);
        var reservations = await ReservationReads.OpenAsync(stores.Accounts, tenant, cancellationToken);
        var seeds = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (scope, window) in BudgetReport.Wanted(limits, day))
        {
            var key = WindowRow.KeyOf(window, scope.Path);
            if (BudgetReport.LacksSeed(scope, window, windows.GetValueOrDefault(key)))
            {
                seeds[key] = await RollupSums.SpentAsync(stores.Accounts, tenant, scope.Path, window, cancellationToken);
            }
        }

        return BudgetReport.Of(limits, day, windows, leases, reservations, seeds);
    }

    private async Task AddAsync(
        Dictionary<string, WindowRow> windows, string tenant, BudgetWindow window, CancellationToken cancellationToken)
    {
        var prefix = WindowRow.KeyOf(window, BudgetPath.Tenant);
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(
                tenant, prefix, RowKeyPrefix.EndOf(prefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var stored in page.Rows)
            {
                windows[stored.Row.RowKey] = (WindowRow)stored.Row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<IReadOnlyList<OpenLease>> OpenLeasesAsync(string tenant, CancellationToken cancellationToken)
    {
        var (rows, storageTime) = await LeaseReads.AllAsync(stores.Accounts, tenant, cancellationToken);
        var own = inFlight(tenant);
        var open = new List<OpenLease>();
        foreach (var stored in rows)
        {
            if (stored.Row is LeaseRow { Closed: false } lease)
            {
                var isExpired = storageTime - stored.Timestamp > options.LeaseDuration;
                open.Add(new OpenLease(lease, isExpired, own.TryGetValue(lease.LeaseId, out var held) ? held : null));
            }
        }

        return open;
    }
}
