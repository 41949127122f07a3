using System.Security.Cryptography;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.AppKit;

/// <summary>Puts tenants and keys straight into storage, for tests that are about something else.</summary>
public static class TenantSeed
{
    private const long ScopesVersion = 1;

    /// <summary>A tenant and one key that opens it.</summary>
    public static async Task<string> CreateAsync(
        IRowStores stores, string tenant, TenantDocument document, string? team = null, string? project = null)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var scopes = document.Teams.SelectMany(static named => named.Value.Projects.Keys
                .Select(child => Core.Budgets.BudgetPath.Of(named.Key, child)).Prepend(named.Key))
            .Select(path => new Core.Budgets.DeclaredScope(path, ScopesVersion, day));
        await CommitAsync(stores.Directory, TenantIndexRow.Partition, new TenantIndexRow(tenant, TimeProvider.System.GetUtcNow(), Deleted: false));
        await CommitAsync(stores.Accounts, tenant, new HeadRow(1, 0), new LimitsRow
        {
            Version = 1, ScopesVersion = ScopesVersion, Scopes = [.. scopes], Document = document,
        });
        return await AddKeyAsync(stores, tenant, team, project);
    }

    /// <summary>Another key of a tenant.</summary>
    public static async Task<string> AddKeyAsync(IRowStores stores, string tenant, string? team = null, string? project = null)
    {
        var id = RandomNumberGenerator.GetString(ApiKey.Alphabet, ApiKey.IdCharacters);
        var secret = RandomNumberGenerator.GetString(ApiKey.Alphabet, ApiKey.SecretCharacters);
        var hash = new byte[ApiKey.HashBytes];
        ApiKey.HashOf(secret, hash);
        await CommitAsync(stores.Directory, ApiKeyRow.PartitionOf(id), new ApiKeyRow
        {
            KeyId = id, Tenant = tenant, SecretHash = hash, Team = team, Project = project, CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await CommitAsync(stores.Directory, TenantKeyRow.PartitionOf(tenant), new TenantKeyRow(tenant, id));
        return ApiKey.Format(id, secret);
    }

    private static async Task CommitAsync(IRowStore store, string partition, params Row[] rows)
    {
        var outcome = await store.CommitAsync(partition, [.. rows.Select(RowChange.Insert)], CancellationToken.None);
        if (!outcome.IsCommitted)
        {
            throw new InvalidOperationException($"A row of {partition} is there already.");
        }
    }
}
