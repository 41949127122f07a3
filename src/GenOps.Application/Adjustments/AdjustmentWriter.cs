using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenOps.Application.Audit;
using GenOps.Application.Idempotency;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Adjustments;
using GenOps.Core.Audit;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Rows;

namespace GenOps.Application.Adjustments;

/// <summary>
/// Corrects a tenant's books, once for each idempotency key within 24 h. Safe for concurrent use; faults of storage are
/// <see cref="RowStoreException"/>.
/// </summary>
/// <remarks>A negative adjustment makes room at once; a positive one may pass a limit, visibly.</remarks>
public sealed class AdjustmentWriter(IRowStores stores, AuditTrail audit, TimeProvider time)
{
    // Every grant replaces the head, so under load some attempts are lost; each is made anew from what is there then.
    private const int Attempts = 30;

    /// <summary>Posts an adjustment.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="adjustment">The adjustment.</param>
    /// <param name="requestId">Names the entry.</param>
    /// <param name="idempotencyKey">The caller's name for this adjustment: a repetition is charged once.</param>
    /// <param name="actor">Who acts, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait; no longer once the adjustment is being written.</param>
    public async Task<AdjustmentResult> PostAsync(
        string tenant, Adjustment adjustment, string requestId, string idempotencyKey, string actor, CancellationToken cancellationToken)
    {
        var claim = ClaimOf(adjustment, requestId, idempotencyKey);
        if (await FindAsync(tenant, claim, cancellationToken) is { } early)
        {
            return early;
        }

        if (await stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken) is not { Row: LimitsRow { Deleted: false } })
        {
            return new AdjustmentResult.TenantNotFound();
        }

        var entry = AdjustmentDraft.Entry(adjustment, requestId, claim.ClaimedAt);
        var note = await audit.WriteAsync(actor, "adjustment.post", $"tenants/{tenant}", before: null, AuditOf(entry), cancellationToken);
        return await WriteAsync(tenant, entry, claim, note);
    }

    private async Task<AdjustmentResult> WriteAsync(string tenant, EntryRow entry, IdempotencyRow claim, AuditRow note)
    {
        var isUncertain = false;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                if (await CommitAsync(tenant, entry, claim))
                {
                    return new AdjustmentResult.Posted(entry, IsReplay: false);
                }
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
            {
                isUncertain = true;
            }

            if (await FindAsync(tenant, claim, CancellationToken.None) is { } found)
            {
                if (found is AdjustmentResult.Posted { Entry: var posted } && posted.EntryId == entry.EntryId)
                {
                    // The answer was lost, the adjustment was not.
                    return new AdjustmentResult.Posted(posted, IsReplay: false);
                }

                await audit.WithdrawAsync(note);
                return found;
            }
        }

        if (isUncertain)
        {
            throw new RowStoreException(RowStoreFault.Unknown, $"Whether {entry.EntryId} is in the books of {tenant} is not known. Repeat it with the same key.");
        }

        await audit.WithdrawAsync(note);
        return new AdjustmentResult.Busy();
    }

    private async Task<bool> CommitAsync(string tenant, EntryRow entry, IdempotencyRow claim)
    {
        var (store, draft) = (stores.Accounts, new AdjustmentDraft(entry));
        if (await store.GetAsync(tenant, HeadRow.Key, CancellationToken.None) is not { } head)
        {
            return false;
        }

        // Read after the head: whoever changes a window replaces the head too, so a change in between is a conflict.
        var day = await store.GetAsync(tenant, draft.DayKey, CancellationToken.None);
        var month = await store.GetAsync(tenant, draft.MonthKey, CancellationToken.None);
        var rollup = await store.GetAsync(tenant, draft.RollupKeyText, CancellationToken.None);
        var old = await store.GetAsync(tenant, claim.RowKey, CancellationToken.None);
        if (old?.Row is IdempotencyRow known && known.ExpiresAt > claim.ClaimedAt)
        {
            return false;
        }

        var outcome = await store.CommitAsync(
            tenant, draft.Changes(head, day, month, rollup, RowChange.Put(claim, old?.ETag)), CancellationToken.None);
        return outcome.IsCommitted;
    }

    /// <summary>What an earlier request with the key did; null when there was none.</summary>
    private async Task<AdjustmentResult?> FindAsync(string tenant, IdempotencyRow claim, CancellationToken cancellationToken)
    {
        if (await stores.Accounts.GetAsync(tenant, claim.RowKey, cancellationToken) is not { Row: IdempotencyRow known }
            || known.ExpiresAt <= claim.ClaimedAt)
        {
            return null;
        }

        if (known.BodyHash != claim.BodyHash)
        {
            return new AdjustmentResult.KeyReused();
        }

        var key = EntryRow.KeyOf(DateOnly.FromDateTime(known.ClaimedAt.UtcDateTime), known.RequestId);
        return await stores.Accounts.GetAsync(tenant, key, cancellationToken) is { Row: EntryRow entry }
            ? new AdjustmentResult.Posted(entry, IsReplay: true)
            : throw new InvalidDataException($"The entry {key} of {tenant} is missing, though its idempotency key is there.");
    }

    private IdempotencyRow ClaimOf(Adjustment adjustment, string requestId, string idempotencyKey)
    {
        var now = time.GetUtcNow();
        return new IdempotencyRow
        {
            KeyHash = Hash($"{AuditTrail.Administrator}\nadjustments\n{idempotencyKey}"),
            BodyHash = Hash(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{adjustment.AmountNanoUsd}\n{adjustment.ForDate:yyyy-MM-dd}\n{adjustment.Reason}")),
            RequestId = requestId,
            Owner = requestId,
            ClaimedAt = now,
            ClaimExpiresAt = now,
            ExpiresAt = now + IdempotencyKeys.AnswerLife,
        };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string AuditOf(EntryRow entry) => JsonSerializer.Serialize(new
    {
        entry_id = entry.EntryId,
        amount_usd = UsdText.Format(entry.CostNanoUsd),
        reason = entry.Reason,
        for_date = entry.ForDate,
    });
}
