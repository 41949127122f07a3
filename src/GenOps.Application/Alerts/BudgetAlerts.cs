using System.Collections.Concurrent;
using System.Threading.Channels;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Alerts;

/// <summary>Tells once for each scope, window and threshold that a budget has been spent so far: a log event, and a signed notice.</summary>
/// <remarks>
/// One a process; safe for concurrent use. Looking costs one comparison a window until its next threshold. Whoever inserts the mark tells, in
/// whichever instance; what fails here is found again by the next call or by housekeeping.
/// </remarks>
public sealed partial class BudgetAlerts : IAsyncDisposable
{
    // A day's and a month's window of a hundred thousand tenants. Beyond, all are forgotten, and marks are asked for again.
    private const int MaxWatched = 200_000;
    private const int MaxWaiting = 1_000;
    private const int MaxTelling = 8;

    private readonly ConcurrentDictionary<(string Tenant, string Path, BudgetWindow Window), Watch> _watched = new();
    private readonly Channel<Reached> _reached = Channel.CreateBounded<Reached>(new BoundedChannelOptions(MaxWaiting));
    private readonly CancellationTokenSource _stop = new();
    private readonly IRowStores _stores;
    private readonly WebhookDeliveries _deliveries;
    private readonly TimeProvider _time;
    private readonly ILogger<BudgetAlerts> _logger;
    private readonly Task _telling;

    // Kept beside, since the dictionary takes all of its locks to count. Calls at the same moment may leave it off by a few until all are forgotten.
    private int _watchedCount;

    /// <summary>Alerts over the accounts.</summary>
    public BudgetAlerts(IRowStores stores, WebhookDeliveries deliveries, TimeProvider time, ILogger<BudgetAlerts> logger)
    {
        (_stores, _deliveries, _time, _logger) = (stores, deliveries, time, logger);
        _telling = Task.Run(TellAsync);
    }

    /// <summary>Looks at budgets after money was spent. No I/O here.</summary>
    public void Observe(string tenant, AlertRules rules, IReadOnlyList<BudgetState> budgets)
    {
        foreach (var budget in budgets)
        {
            if (budget.LimitNanoUsd is not > 0)
            {
                continue;
            }

            var key = (tenant, budget.Path, budget.Window);
            var watch = _watched.GetValueOrDefault(key);
            if (watch is null || !watch.Thresholds.AreOf(rules.ThresholdsPpm, budget.LimitNanoUsd.Value))
            {
                var thresholds = new AlertThresholds(rules.ThresholdsPpm, budget.LimitNanoUsd.Value);
                watch = new Watch(thresholds, SeenNanoUsd: 0, thresholds.NextAfter(0));
                Trim();
                Keep(key, watch);
            }

            if (budget.SpentNanoUsd >= watch.NextNanoUsd)
            {
                _watched[key] = watch with { SeenNanoUsd = budget.SpentNanoUsd, NextNanoUsd = watch.Thresholds.NextAfter(budget.SpentNanoUsd) };
                Queue(new Reached(tenant, budget, watch));
            }
        }
    }

    /// <summary>Tells what was reached already, then ends. Notices that were not taken stay in their rows.</summary>
    public async ValueTask DisposeAsync()
    {
        _reached.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(5));
        await _telling;
        _stop.Dispose();
    }

    private void Queue(Reached reached)
    {
        if (!_reached.Writer.TryWrite(reached))
        {
            Forget(reached);
        }
    }

    // The next call looks again from the first threshold on; marks that are there already keep it from telling twice.
    private void Forget(Reached reached)
    {
        if (_watched.TryRemove((reached.Tenant, reached.Budget.Path, reached.Budget.Window), out _))
        {
            Interlocked.Decrement(ref _watchedCount);
        }
    }

    private void Keep((string Tenant, string Path, BudgetWindow Window) key, Watch watch)
    {
        if (_watched.TryAdd(key, watch))
        {
            Interlocked.Increment(ref _watchedCount);
        }
        else
        {
            _watched[key] = watch;
        }
    }

    private void Trim()
    {
        if (Volatile.Read(ref _watchedCount) >= MaxWatched)
        {
            _watched.Clear();
            Interlocked.Exchange(ref _watchedCount, 0);
        }
    }

    // Some at a time, so that one slow receiver does not keep the alerts of other tenants waiting.
    private Task TellAsync() => Parallel.ForEachAsync(
        _reached.Reader.ReadAllAsync(),
        new ParallelOptions { MaxDegreeOfParallelism = MaxTelling },
        async (reached, _) =>
        {
            try
            {
                foreach (var ppm in reached.Watch.Thresholds.Reached(reached.Watch.SeenNanoUsd, reached.Budget))
                {
                    await TellAsync(reached.Tenant, reached.Budget, ppm);
                }
            }
            catch (Exception exception) when (exception is RowStoreException or OperationCanceledException)
            {
                Forget(reached);
                LogNotTold(exception, reached.Tenant);
            }
        });

    private async Task TellAsync(string tenant, BudgetState budget, int thresholdPpm)
    {
        var now = _time.GetUtcNow();
        var alert = new AlertRow(budget.Window, budget.Path, thresholdPpm, Ulid.NewUlid(now).ToString(), now);
        var notice = new WebhookRow { WebhookId = alert.AlertId, Body = AlertNotice.Of(tenant, alert, budget), CreatedAt = now, NextAttemptAt = now };
        if (!await InsertAsync(tenant, alert, notice))
        {
            return;
        }

        AlertEvents.Reached(_logger, tenant, alert, budget.SpentNanoUsd, budget.LimitNanoUsd ?? 0);
        if (await _stores.Accounts.GetAsync(tenant, notice.RowKey, _stop.Token) is { } stored)
        {
            await _deliveries.TryAsync(tenant, stored, _stop.Token);
        }
    }

    // The mark and the notice come in one transaction, so that what is told once is told for sure.
    private async Task<bool> InsertAsync(string tenant, AlertRow alert, WebhookRow notice)
    {
        try
        {
            var outcome = await _stores.Accounts.CommitAsync(tenant, [RowChange.Insert(alert), RowChange.Insert(notice)], _stop.Token);
            return outcome.IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            var stored = await _stores.Accounts.GetAsync(tenant, alert.RowKey, _stop.Token);
            if (stored is null)
            {
                throw;
            }

            return ((AlertRow)stored.Row).AlertId == alert.AlertId;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An alert of tenant {Tenant} could not be written; the next call tries again.")]
    private partial void LogNotTold(Exception exception, string tenant);

    private sealed record Watch(AlertThresholds Thresholds, long SeenNanoUsd, long NextNanoUsd);

    private sealed record Reached(string Tenant, BudgetState Budget, Watch Watch);
}
