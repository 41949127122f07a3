using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Tenants;

/// <summary>Storage with a clock of its own, faults on demand and rows put in by hand.</summary>
internal sealed class TenantFixture
{
    public TenantFixture()
    {
        Inner = new MemoryRowStores(Time);
        Stores = new FaultyRowStores(Inner, operation => Plan(operation), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public MemoryRowStores Inner { get; }

    public FaultyRowStores Stores { get; }

    public Func<RowOperation, RowFault> Plan { get; set; } = _ => RowFault.None;

    public int Reads => Stores.FaultyAccounts.Reads + Stores.FaultyDirectory.Reads;

    public CallerDirectory Directory(CallerDirectoryOptions? options = null) => new(Stores, options ?? new CallerDirectoryOptions(), Time);

    public async Task<string> AddKeyAsync(string tenant, Func<ApiKeyRow, ApiKeyRow>? change = null)
    {
        var key = NewApiKey.Create();
        var row = new ApiKeyRow { KeyId = key.Id, Tenant = tenant, SecretHash = key.Hash, CreatedAt = Time.GetUtcNow() };
        await CommitAsync(Inner.Directory, ApiKeyRow.PartitionOf(key.Id), RowChange.Insert(change?.Invoke(row) ?? row));
        return key.Text;
    }

    public async Task ChangeKeyAsync(string key, Func<ApiKeyRow, ApiKeyRow> change)
    {
        var partition = ApiKeyRow.PartitionOf(IdOf(key));
        var stored = (await Inner.Directory.GetAsync(partition, IdOf(key), CancellationToken.None))!;
        await CommitAsync(Inner.Directory, partition, RowChange.Replace(change((ApiKeyRow)stored.Row), stored.ETag));
    }

    public Task AddTenantAsync(string tenant, TenantDocument? document = null) => CommitAsync(
        Inner.Accounts,
        tenant,
        RowChange.Insert(new HeadRow(1, 0)),
        RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document ?? new TenantDocument() }));

    public async Task ChangeLimitsAsync(string tenant, Func<LimitsRow, LimitsRow> change)
    {
        var stored = (await Inner.Accounts.GetAsync(tenant, LimitsRow.Key, CancellationToken.None))!;
        await CommitAsync(Inner.Accounts, tenant, RowChange.Replace(change((LimitsRow)stored.Row), stored.ETag));
    }

    public static string IdOf(string key) => ApiKey.TryParse(key, out var parsed) ? parsed.Id.ToString() : throw new ArgumentException(key);

    private static async Task CommitAsync(IRowStore store, string partition, params RowChange[] changes) =>
        Assert.True((await store.CommitAsync(partition, changes, CancellationToken.None)).IsCommitted);
}
