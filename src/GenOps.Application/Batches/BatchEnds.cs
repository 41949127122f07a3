using GenOps.Application.Alerts;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Alerts;
using GenOps.Core.Batches;
using GenOps.Core.Reports;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Ends batches: the status, the notice to who waits for it, and the batch's own session. Safe for concurrent use.</summary>
public sealed class BatchEnds(BatchBook book, IRowStores stores, SessionDirectory sessions, WebhookDeliveries deliveries, TimeProvider time)
{
    /// <summary>Makes a change that may end the batch. Harmless when made again: who waits is told once.</summary>
    public async Task<BatchRow> ChangeAsync(BatchKey key, Func<BatchRow, BatchRow> change, CancellationToken cancellationToken)
    {
        WebhookRow? notice = null;
        var batch = await book.ChangeAsync(
            key,
            change,
            (before, after) =>
            {
                notice = after is { IsOver: true, CompletionWebhookUrl: { } address } && !before.IsOver ? NoticeOf(key.Tenant, after, address) : null;
                return notice is null ? [] : [notice];
            },
            cancellationToken);
        if (batch is { IsOver: true, OwnsSession: true })
        {
            await sessions.EndAsync(key.Tenant, batch.SessionId!, Pins.None, cancellationToken);
        }

        if (notice is not null && await stores.Accounts.GetAsync(key.Tenant, notice.RowKey, cancellationToken) is { } stored)
        {
            // What is not taken now is tried again by housekeeping.
            await deliveries.TryAsync(key.Tenant, stored, cancellationToken);
        }

        return batch;
    }

    // In one transaction with the status, so that a batch that is over is told for sure.
    private WebhookRow NoticeOf(string tenant, BatchRow batch, string address)
    {
        var now = time.GetUtcNow();
        var id = Ulid.NewUlid(now).ToString();
        return new WebhookRow
        {
            WebhookId = id, Body = BatchNotice.Of(tenant, batch, id, now), Address = address, CreatedAt = now, NextAttemptAt = now,
        };
    }
}
