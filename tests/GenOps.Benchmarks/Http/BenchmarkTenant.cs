using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Benchmarks.Http;

/// <summary>A tenant with more money than any run spends.</summary>
internal static class BenchmarkTenant
{
    private const string Tenant = "acme";

    /// <summary>Makes the tenant; the key that opens it.</summary>
    public static async Task<string> CreateAsync(IRowStores stores)
    {
        var id = new string('k', ApiKey.IdCharacters);
        var secret = new string('s', ApiKey.SecretCharacters);
        var hash = new byte[ApiKey.HashBytes];
        ApiKey.HashOf(secret, hash);
        var now = TimeProvider.System.GetUtcNow();
        await stores.Directory.CommitAsync(TenantIndexRow.Partition, [RowChange.Insert(new TenantIndexRow(Tenant, now, Deleted: false))], default);
        await stores.Directory.CommitAsync(ApiKeyRow.PartitionOf(id), [RowChange.Insert(
            new ApiKeyRow { KeyId = id, Tenant = Tenant, SecretHash = hash, CreatedAt = now })], default);
        await stores.Accounts.CommitAsync(Tenant, [
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000_000 } }),
        ], default);
        return ApiKey.Format(id, secret);
    }
}
