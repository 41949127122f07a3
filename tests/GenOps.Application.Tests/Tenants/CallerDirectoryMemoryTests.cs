using System.Globalization;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Tenants;

/// <summary>Measured alone, since the heap is everybody's.</summary>
[CollectionDefinition(nameof(CallerDirectoryMemoryTests), DisableParallelization = true)]
[Collection(nameof(CallerDirectoryMemoryTests))]
public sealed class CallerDirectoryMemoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task AuthenticateAsync_TenThousandTenants_CostLessThanTwentyMebibytes()
    {
        const int Tenants = 10_000;
        var keys = Enumerable.Range(0, Tenants).Select(_ => NewApiKey.Create()).ToDictionary(key => key.Id, StringComparer.Ordinal);
        var bytes = await HeapCost.OfAsync(() => MakeAsync(keys), TestContext.Current.CancellationToken);

        output.WriteLine($"{bytes / Tenants} bytes a tenant");
        Assert.InRange(bytes, 1, 20 * 1024 * 1024);
        GC.KeepAlive(keys);
    }

    private static async Task<IAsyncDisposable> MakeAsync(Dictionary<string, NewApiKey> keys)
    {
        var directory = new CallerDirectory(new FreshStores(keys), new CallerDirectoryOptions(), TimeProvider.System);
        foreach (var key in keys.Values)
        {
            Assert.NotNull(await directory.AuthenticateAsync(key.Text, TestContext.Current.CancellationToken));
        }

        Assert.Equal(2 * keys.Count, directory.Known.Count);
        return directory;
    }

    /// <summary>Makes every row anew, as reading from tables does.</summary>
    private sealed class FreshStores(Dictionary<string, NewApiKey> keys) : IRowStores, IRowStore
    {
        public IRowStore Accounts => this;

        public IRowStore Directory => this;

        public async ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var text = new string(partition.AsSpan());
            return new StoredRow(rowKey == LimitsRow.Key ? Limits() : Key(rowKey), $"W/\"{text}\"", DateTimeOffset.UnixEpoch);
        }

        public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<RowPage> QueryAsync(
            string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private static LimitsRow Limits() => new()
        {
            Version = 1,
            ScopesVersion = 1,
            Scopes = [],
            Document = new TenantDocument { DailyLimitNanoUsd = 1, AllowedModels = new List<string>(), FallbackModels = new List<string>() },
        };

        private ApiKeyRow Key(string id) => new()
        {
            KeyId = new string(id.AsSpan()),
            Tenant = string.Create(CultureInfo.InvariantCulture, $"tenant-{id}"),
            SecretHash = (byte[])keys[id].Hash.Clone(),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
