using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rates;
using GenOps.Core.Reports;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Housekeeping;

/// <summary>
/// What nobody's call sees to: leases of dead instances in quiet accounts, idle sessions, old idempotency keys and answers, shares of dead
/// instances, old rates, alerts and notices. Bounded in each run; may run on several instances at once and be cut off anywhere.
/// </summary>
public sealed partial class Housekeeper
{
    private const int MaxTenants = 500;
    private const int PageRows = 100;
    private const int MaxRateRows = 1_000;
    private const int RunMinutes = 5;
    private const string FirstTenant = "0";
    private const string EndTenant = "{";

    private readonly IRowStores _stores;
    private readonly SessionDirectory _sessions;
    private readonly AlertSweep _alerts;
    private readonly TimeProvider _time;
    private readonly ILogger<Housekeeper> _logger;
    private readonly ExpiredLeases _leases;
    private readonly ExpiredAnswers _answers;
    private readonly PartialFolding _partials;
    private string? _cursor;

    /// <summary>Housekeeping over the stores.</summary>
    public Housekeeper(
        IRowStores stores,
        IBlobStore blobs,
        AccountKeepers keepers,
        SessionDirectory sessions,
        AlertSweep alerts,
        OwnerOptions options,
        TimeProvider time,
        ILogger<Housekeeper> logger)
    {
        (_stores, _sessions, _alerts, _time, _logger) = (stores, sessions, alerts, time, logger);
        _leases = new ExpiredLeases(stores.Accounts, keepers, options);
        _answers = new ExpiredAnswers(stores.Accounts, blobs, time);
        _partials = new PartialFolding(stores.Accounts, time);
    }

    /// <summary>Sees to some hundred tenants, from where the run before stopped. A tenant whose storage fails does not keep the others waiting.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var run = _time.GetUtcNow().ToUnixTimeSeconds() / (60 * RunMinutes);
        var seen = 0;
        do
        {
            var page = await _stores.Directory.QueryAsync(
                TenantIndexRow.Partition, FirstTenant, EndTenant, PageRows, _cursor, cancellationToken);
            foreach (var stored in page.Rows)
            {
                await RunAsync((TenantIndexRow)stored.Row, run, cancellationToken);
            }

            seen += page.Rows.Count;
            _cursor = page.Continuation;
        }
        while (_cursor is not null && seen < MaxTenants);
    }

    private async Task RunAsync(TenantIndexRow index, long run, CancellationToken cancellationToken)
    {
        var tenant = index.Tenant;
        try
        {
            await _leases.RunAsync(tenant, cancellationToken);
            if (!index.Deleted)
            {
                await _alerts.RunAsync(tenant, cancellationToken);
            }

            // Counting ends the idle ones that it meets.
            await _sessions.CountActiveAsync(tenant, Pins.None, cancellationToken);
            await _answers.RunAsync(tenant, run, cancellationToken);
            await _partials.RunAsync(tenant, run, cancellationToken);
            await RemoveRatesAsync(tenant, cancellationToken);
        }
        catch (Exception exception) when (exception is RowStoreException or BlobStoreException or AccountFailedException)
        {
            LogFailed(exception, tenant);
        }
    }

    private async Task RemoveRatesAsync(string tenant, CancellationToken cancellationToken)
    {
        const int KeptMinutes = 5;
        var before = RateMinuteRow.MinutePrefix((_time.GetUtcNow().ToUnixTimeSeconds() / 60) - KeptMinutes);
        var (rows, _) = await RowSweep.ReadAsync(_stores.Accounts, tenant, RateMinuteRow.Prefix, before, MaxRateRows, cancellationToken);
        await RowSweep.DeleteAsync(_stores.Accounts, tenant, rows, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping of tenant {Tenant} failed; the next run tries again.")]
    private partial void LogFailed(Exception exception, string tenant);
}
