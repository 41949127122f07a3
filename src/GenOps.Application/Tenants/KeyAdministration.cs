using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tenants;

/// <summary>Makes, lists and revokes the keys of tenants. Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</summary>
/// <remarks>
/// A key is listed before it works and works no more before it is unlisted, so that every key that works is listed. Cut off in between, a
/// creation leaves a name without a key that counts towards the limit and does nothing else; revoking it removes it.
/// </remarks>
public sealed class KeyAdministration(IRowStores stores, AuditTrail audit, TenantOptions options, TimeProvider time)
{
    /// <summary>Most keys of one page.</summary>
    public const int MaxPageRows = 100;

    private const int RevokeAttempts = 5;

    // Ids begin with a digit or a lower-case letter.
    private const string FirstKey = "0";
    private const string EndKey = "{";

    /// <summary>Makes a key; the answer is the only place where it is ever shown.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asked">Name, pins and end of the key.</param>
    /// <param name="requestName">The caller's name for this request, so that a repetition makes no second key; null for none.</param>
    /// <param name="actor">Who acts, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait; no longer once the key is being written.</param>
    public async Task<CreateKeyResult> CreateAsync(
        string tenant, NewKey asked, string? requestName, string actor, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(tenant, cancellationToken))
        {
            return new CreateKeyResult.TenantNotFound();
        }

        var key = requestName is null ? NewApiKey.Create() : NewApiKey.Create(NewApiKey.IdOf(tenant, requestName));
        if (requestName is not null && await FindAsync(tenant, key.Id, cancellationToken) is { Row: ApiKeyRow made })
        {
            return new CreateKeyResult.AlreadyCreated(ApiKeyInfo.Of(made));
        }

        if (await IsFullAsync(tenant, cancellationToken))
        {
            return new CreateKeyResult.TooMany(options.MaxKeysPerTenant);
        }

        var row = RowOf(tenant, key, asked);
        var info = ApiKeyInfo.Of(row);
        await audit.WriteAsync(actor, "key.create", TargetOf(tenant, key.Id), before: null, AuditText.Of(info), cancellationToken);

        // A request that was cut off may have listed its key before.
        await SureWrites.InsertAsync(
            stores.Directory, TenantKeyRow.PartitionOf(tenant), new TenantKeyRow(tenant, key.Id), CancellationToken.None);
        await SureWrites.InsertNewAsync(stores.Directory, ApiKeyRow.PartitionOf(key.Id), row, CancellationToken.None);
        return new CreateKeyResult.Created(info, key.Text);
    }

    /// <summary>A key of the tenant, revoked ones too; null when there is none of this id.</summary>
    public async Task<ApiKeyInfo?> GetAsync(string tenant, string keyId, CancellationToken cancellationToken) =>
        await ExistsAsync(tenant, cancellationToken) && await FindAsync(tenant, keyId, cancellationToken) is { Row: ApiKeyRow row }
            ? ApiKeyInfo.Of(row)
            : null;

    /// <summary>Keys that are not revoked, in the order of their ids; null when there is no such tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cursor">From the page before; a key's id.</param>
    /// <param name="limit">Most keys, 1 to <see cref="MaxPageRows"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KeyPage?> ListAsync(string tenant, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageRows);
        if (!await ExistsAsync(tenant, cancellationToken))
        {
            return null;
        }

        var page = await QueryAsync(tenant, limit, cursor, cancellationToken);
        var rows = await Task.WhenAll(page.Rows.Select(listed => FindAsync(tenant, ((TenantKeyRow)listed.Row).KeyId, cancellationToken).AsTask()));
        return new KeyPage([.. rows.OfType<StoredRow>().Select(stored => ApiKeyInfo.Of((ApiKeyRow)stored.Row))], page.Continuation);
    }

    /// <summary>Revokes a key for good, within 5 s everywhere; a second time is harmless. False when the tenant has no such key.</summary>
    public async Task<bool> RevokeAsync(string tenant, string keyId, string actor, CancellationToken cancellationToken)
    {
        if (!ApiKey.IsId(keyId) || !await ExistsAsync(tenant, cancellationToken))
        {
            return false;
        }

        var isThere = await EndAsync(tenant, keyId, actor, cancellationToken);
        await UnlistAsync(tenant, keyId);
        return isThere;
    }

    private ApiKeyRow RowOf(string tenant, NewApiKey key, NewKey asked) => new()
    {
        KeyId = key.Id,
        Tenant = tenant,
        SecretHash = key.Hash,
        Name = asked.Name,
        Team = asked.Team,
        Project = asked.Project,
        CreatedAt = time.GetUtcNow(),
        ExpiresAt = asked.ExpiresAt,
    };

    private async Task<bool> EndAsync(string tenant, string keyId, string actor, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= RevokeAttempts; attempt++)
        {
            if (await FindAsync(tenant, keyId, cancellationToken) is not { Row: ApiKeyRow row } stored)
            {
                return false;
            }

            if (row.RevokedAt is not null)
            {
                return true;
            }

            var revoked = row with { RevokedAt = time.GetUtcNow() };
            var note = await audit.WriteAsync(
                actor, "key.revoke", TargetOf(tenant, keyId), AuditText.Of(ApiKeyInfo.Of(row)), AuditText.Of(ApiKeyInfo.Of(revoked)), cancellationToken);
            var outcome = await stores.Directory.CommitAsync(
                ApiKeyRow.PartitionOf(keyId), [RowChange.Replace(revoked, stored.ETag)], CancellationToken.None);
            if (outcome.IsCommitted)
            {
                return true;
            }

            await audit.WithdrawAsync(note);
        }

        throw new RowStoreException(RowStoreFault.Unavailable, $"Key {keyId} changed each time it was to be revoked.");
    }

    private async Task UnlistAsync(string tenant, string keyId)
    {
        var partition = TenantKeyRow.PartitionOf(tenant);
        if (await stores.Directory.GetAsync(partition, keyId, CancellationToken.None) is { } listed)
        {
            await stores.Directory.CommitAsync(partition, [RowChange.Delete(listed.Row, listed.ETag)], CancellationToken.None);
        }
    }

    private async ValueTask<StoredRow?> FindAsync(string tenant, string keyId, CancellationToken cancellationToken) =>
        ApiKey.IsId(keyId)
        && await stores.Directory.GetAsync(ApiKeyRow.PartitionOf(keyId), keyId, cancellationToken) is { Row: ApiKeyRow row } stored
        && row.Tenant == tenant
            ? stored
            : null;

    private async ValueTask<bool> ExistsAsync(string tenant, CancellationToken cancellationToken) =>
        ScopeName.IsValid(tenant)
        && await stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken) is { Row: LimitsRow { Deleted: false } };

    private async Task<bool> IsFullAsync(string tenant, CancellationToken cancellationToken)
    {
        var count = 0;
        string? continuation = null;
        do
        {
            var page = await QueryAsync(tenant, RowLimits.MaxPageRows, continuation, cancellationToken);
            count += page.Rows.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null && count < options.MaxKeysPerTenant);

        return count >= options.MaxKeysPerTenant;
    }

    private ValueTask<RowPage> QueryAsync(string tenant, int limit, string? cursor, CancellationToken cancellationToken) =>
        stores.Directory.QueryAsync(TenantKeyRow.PartitionOf(tenant), FirstKey, EndKey, limit, cursor, cancellationToken);

    private static string TargetOf(string tenant, string keyId) => $"tenants/{tenant}/keys/{keyId}";
}
