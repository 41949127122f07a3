using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Audit;
using GenOps.Core.Rows;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tenants;

/// <summary>Changes an account's limits: head and limits in one transaction, against every grant that is made at the same time, audited first.</summary>
internal sealed class AccountWriter(IRowStore accounts, AuditTrail audit)
{
    // Every grant replaces the head, so under load some attempts are lost; each is made anew from what is there then.
    private const int Attempts = 30;
    private const int MostUncertain = 2;

    /// <summary>The limits in force; null when the account does not exist.</summary>
    public async ValueTask<LimitsRow?> ReadAsync(string tenant, CancellationToken cancellationToken) =>
        (LimitsRow?)(await accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken))?.Row;

    /// <summary>
    /// Makes a change. <paramref name="next"/> is asked anew after each conflict; null from it ends the matter. Throws
    /// <see cref="RowStoreException"/>.
    /// </summary>
    public async Task<AccountWrite> WriteAsync(
        string tenant, string actor, string action, Func<HeadRow?, LimitsRow?, (HeadRow Head, LimitsRow Limits)?> next)
    {
        AuditRow? note = null;
        LimitsRow? sent = null;
        var uncertain = 0;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var head = await accounts.GetAsync(tenant, HeadRow.Key, CancellationToken.None);
            var limits = await accounts.GetAsync(tenant, LimitsRow.Key, CancellationToken.None);
            if (uncertain > 0 && IsSame((LimitsRow?)limits?.Row, sent!))
            {
                // The answer was lost, the change was not.
                return AccountWrite.Done(sent!);
            }

            if (next((HeadRow?)head?.Row, (LimitsRow?)limits?.Row) is not { } change)
            {
                await WithdrawAsync(note, uncertain);
                return AccountWrite.Refused;
            }

            note = await AnnotateAsync(note, uncertain, tenant, actor, action, AuditText.Of((LimitsRow?)limits?.Row), AuditText.Of(change.Limits));
            sent = change.Limits;
            try
            {
                var outcome = await accounts.CommitAsync(
                    tenant, [RowChange.Put(change.Head, head?.ETag), RowChange.Put(change.Limits, limits?.ETag)], CancellationToken.None);
                if (outcome.IsCommitted)
                {
                    return AccountWrite.Done(sent);
                }
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown && uncertain < MostUncertain)
            {
                uncertain++;
            }
        }

        await WithdrawAsync(note, uncertain);
        return uncertain == 0
            ? AccountWrite.Busy
            : throw new RowStoreException(RowStoreFault.Unknown, $"Whether the limits of {tenant} changed is not known: others change them too.");
    }

    private async Task<AuditRow> AnnotateAsync(
        AuditRow? note, int uncertain, string tenant, string actor, string action, string? before, string? after)
    {
        if (note is not null && note.Before == before && note.After == after)
        {
            return note;
        }

        await WithdrawAsync(note, uncertain);
        return await audit.WriteAsync(actor, action, "tenants/" + tenant, before, after, CancellationToken.None);
    }

    // What may have happened keeps its row.
    private async Task WithdrawAsync(AuditRow? note, int uncertain)
    {
        if (note is not null && uncertain == 0)
        {
            await audit.WithdrawAsync(note);
        }
    }

    private static bool IsSame(LimitsRow? stored, LimitsRow sent) =>
        stored is not null
        && stored.Version == sent.Version
        && stored.Deleted == sent.Deleted
        && TenantDocumentWriter.ToJson(stored.Document) == TenantDocumentWriter.ToJson(sent.Document);
}
