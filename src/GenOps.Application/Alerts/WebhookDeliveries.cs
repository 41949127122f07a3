using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Rows;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Alerts;

/// <summary>Sends notices from their rows: at least once, by one instance at a time, again and again for about a day, then given up visibly.</summary>
/// <remarks>Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</remarks>
public sealed class WebhookDeliveries(
    IRowStores stores, WebhookSecrets secrets, WebhookPost post, TimeProvider time, ILogger<WebhookDeliveries> logger)
{
    private const int MaxPending = 50;
    private const int MaxOld = 500;
    private static readonly TimeSpan DeadKeptFor = TimeSpan.FromDays(30);

    /// <summary>Tries the tenant's notices that are due, and forgets those that were given up long ago.</summary>
    public async Task RunAsync(string tenant, CancellationToken cancellationToken)
    {
        var pending = await stores.Accounts.QueryAsync(
            tenant, WebhookRow.PendingPrefix, RowKeyPrefix.EndOf(WebhookRow.PendingPrefix), MaxPending, continuation: null, cancellationToken);
        foreach (var stored in pending.Rows)
        {
            await TryAsync(tenant, stored, cancellationToken);
        }

        var dead = await stores.Accounts.QueryAsync(
            tenant, WebhookRow.DeadPrefix, RowKeyPrefix.EndOf(WebhookRow.DeadPrefix), MaxOld, continuation: null, cancellationToken);
        foreach (var stored in dead.Rows.Where(stored => dead.StorageTime - stored.Timestamp > DeadKeptFor))
        {
            await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(stored.Row, stored.ETag)], cancellationToken);
        }
    }

    /// <summary>Tries one notice if it is due and nobody else tries it.</summary>
    internal async Task TryAsync(string tenant, StoredRow stored, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = (WebhookRow)stored.Row;
        if (row.NextAttemptAt > now)
        {
            return;
        }

        var limits = (LimitsRow?)(await stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken))?.Row;
        if (limits is not { Deleted: false } || (row.Address ?? limits.Document.Alerts.WebhookUrl) is not { } url)
        {
            // Nobody is to be told any more.
            await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(row, stored.ETag)], cancellationToken);
            return;
        }

        var attempt = row.Attempted(now);
        var claim = await stores.Accounts.CommitAsync(tenant, [RowChange.Replace(attempt, stored.ETag)], cancellationToken);
        if (claim.IsCommitted)
        {
            await SendAsync(tenant, attempt, claim.ETags[0]!, new Uri(url), cancellationToken);
        }
    }

    private async Task SendAsync(string tenant, WebhookRow row, string eTag, Uri url, CancellationToken cancellationToken)
    {
        var secret = await secrets.GetAsync(tenant, cancellationToken);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var notice = new WebhookNotice(url, row.WebhookId, timestamp, WebhookSecrets.Sign(secret, timestamp, row.WebhookId, row.Body), row.Body);
        var fault = await post(notice, cancellationToken);
        if (fault is null)
        {
            await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(row, eTag)], CancellationToken.None);
        }
        else if (fault.IsFinal || row.Attempts >= WebhookRow.MaxAttempts)
        {
            var dead = row with { IsDead = true, LastFault = fault.Reason };
            await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(row, eTag), RowChange.Insert(dead)], CancellationToken.None);
            AlertEvents.GivenUp(logger, tenant, row, fault.Reason);
        }
        else
        {
            await stores.Accounts.CommitAsync(tenant, [RowChange.Replace(row with { LastFault = fault.Reason }, eTag)], CancellationToken.None);
            AlertEvents.NotTaken(logger, tenant, row, fault.Reason);
        }
    }
}
