using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Batches;

/// <summary>
/// What no orchestration sees to: batches that were never started or whose orchestration is gone, money that is still reserved for them, and the
/// content of those that ended long ago. Bounded in each run; may run on several instances at once and be cut off anywhere.
/// </summary>
public sealed partial class BatchSweep
{
    private const int MaxTenants = 500;
    private const int PageRows = 100;
    private const int MaxBatches = 1_000;
    private const int OlderDays = 62;
    private const int RunMinutes = 5;
    private const int RandomBytesOfUlid = 10;
    private const string FirstTenant = "0";
    private const string EndTenant = "{";

    // None runs longer than its window and what its last calls take.
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(BatchLimits.MaxWindowHours + 24);

    // A request that is being answered starts its batch by itself.
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);

    private readonly IRowStores _stores;
    private readonly BatchEnds _ends;
    private readonly OpenReservations _reservations;
    private readonly BatchRemoval _removal;
    private readonly TimeProvider _time;
    private readonly ILogger<BatchSweep> _logger;
    private string? _cursor;

    /// <summary>A sweep over the stores.</summary>
    public BatchSweep(
        IRowStores stores, IBlobStore blobs, BatchBook book, BatchEnds ends, OpenReservations reservations, TimeProvider time, ILogger<BatchSweep> logger)
    {
        (_stores, _ends, _reservations, _time, _logger) = (stores, ends, reservations, time, logger);
        _removal = new BatchRemoval(stores.Accounts, blobs, book, time);
    }

    /// <summary>Sees to some hundred tenants, from where the run before stopped. A tenant whose storage fails does not keep the others waiting.</summary>
    public async Task RunAsync(IBatchStarter starter, CancellationToken cancellationToken)
    {
        var seen = 0;
        do
        {
            var page = await _stores.Directory.QueryAsync(TenantIndexRow.Partition, FirstTenant, EndTenant, PageRows, _cursor, cancellationToken);
            foreach (var stored in page.Rows)
            {
                await RunAsync(((TenantIndexRow)stored.Row).Tenant, starter, cancellationToken);
            }

            seen += page.Rows.Count;
            _cursor = page.Continuation;
        }
        while (_cursor is not null && seen < MaxTenants);
    }

    // Deleted tenants too: what was reserved for them must be settled, and their content removed.
    private async Task RunAsync(string tenant, IBatchStarter starter, CancellationToken cancellationToken)
    {
        try
        {
            var now = _time.GetUtcNow();
            foreach (var batch in await BatchesAsync(tenant, now - LongestRun, now, cancellationToken))
            {
                await SeeToAsync(tenant, batch, starter, cancellationToken);
            }

            await ReleaseAsync(tenant, starter, cancellationToken);

            // The days that lie further back come round one a run.
            var day = now - LongestRun - TimeSpan.FromDays(now.ToUnixTimeSeconds() / (60 * RunMinutes) % OlderDays);
            foreach (var batch in await BatchesAsync(tenant, day.AddDays(-1), day, cancellationToken))
            {
                await _removal.RunAsync(tenant, batch, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is RowStoreException or BlobStoreException)
        {
            LogFailed(exception, tenant);
        }
    }

    private async Task SeeToAsync(string tenant, BatchRow batch, IBatchStarter starter, CancellationToken cancellationToken)
    {
        if (batch.IsOver)
        {
            await _removal.RunAsync(tenant, batch, cancellationToken);
            return;
        }

        var key = new BatchKey(tenant, batch.BatchId);
        switch (await starter.StateAsync(key, cancellationToken))
        {
            case BatchRunState.Missing when _time.GetUtcNow() - batch.CreatedAt > StartTime:
                await starter.StartAsync(key, cancellationToken);
                break;
            case BatchRunState.Ended:
                // Read again by the change: an orchestration that ended just now has left a batch that is over.
                await _ends.ChangeAsync(key, row => BatchStates.Broken(row, _time.GetUtcNow()), cancellationToken);
                break;
            default:
                break;
        }
    }

    private async Task ReleaseAsync(string tenant, IBatchStarter starter, CancellationToken cancellationToken)
    {
        var open = await ReservationReads.OpenAsync(_stores.Accounts, tenant, cancellationToken);
        foreach (var batchId in open.Select(row => row.BatchId).Distinct())
        {
            var key = new BatchKey(tenant, batchId);
            if (await _stores.Accounts.GetAsync(tenant, BatchRow.KeyOf(batchId), cancellationToken) is { Row: BatchRow { IsOver: true } }
                && await starter.StateAsync(key, cancellationToken) is not BatchRunState.Running
                && !await _reservations.ReleaseAsync(key, cancellationToken))
            {
                LogBusy(batchId, tenant);
            }
        }
    }

    private async Task<IReadOnlyList<BatchRow>> BatchesAsync(string tenant, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // Newer ones come first.
        var (rows, _) = await Housekeeping.RowSweep.ReadAsync(_stores.Accounts, tenant, KeyAt(to), KeyAt(from), MaxBatches, cancellationToken);
        return [.. rows.Select(static stored => (BatchRow)stored.Row)];
    }

    private static string KeyAt(DateTimeOffset instant)
    {
        var last = new byte[RandomBytesOfUlid];
        last.AsSpan().Fill(byte.MaxValue);
        return BatchRow.KeyOf(BatchIds.Of(Ulid.NewUlid(instant, last).ToString()));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of {Tenant}'s batches failed; the next run tries again.")]
    private partial void LogFailed(Exception exception, string tenant);

    [LoggerMessage(Level = LogLevel.Information, Message = "Batch {BatchId} of {Tenant} is over, but a chunk of it is still being run; the next run looks again.")]
    private partial void LogBusy(string batchId, string tenant);
}
