using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Application.Housekeeping;
using GenOps.Application.Reports;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Rates;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Housekeeping;

public sealed class HousekeeperTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero));
    private readonly MemoryRowStores _stores;
    private readonly MemoryBlobStore _blobs = new();
    private readonly List<AccountKeepers> _keepers = [];
    private readonly List<BudgetAlerts> _alerts = [];

    public HousekeeperTests() => _stores = new MemoryRowStores(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_QuietOrDeletedTenantWithADeadInstancesLeases_ClosesThemAsInDoubt(bool isDeleted)
    {
        await AddTenantAsync("acme", isDeleted: isDeleted);
        const int Leases = 8;
        await PutAsync("acme",
        [
            .. Enumerable.Range(1, Leases).Select(number => Lease($"lease-{number}", granted: 100, settled: 30)),
            new WindowRow(BudgetWindow.DayOf(Day), BudgetPath.Tenant, 0, 100 * Leases),
            new WindowRow(BudgetWindow.MonthOf(Day), BudgetPath.Tenant, 0, 100 * Leases),
        ]);
        await Create(_stores).RunAsync(Token);
        Assert.Empty(await RowsAsync<EntryRow>("acme"));

        _time.Advance(TimeSpan.FromSeconds(62));
        await Create(_stores).RunAsync(Token);

        var entries = await RowsAsync<EntryRow>("acme");
        Assert.Equal((Leases, 70), (entries.Count, entries.Select(static entry => entry.CostNanoUsd).Distinct().Single()));
        Assert.All(await RowsAsync<LeaseRow>("acme"), static lease => Assert.True(lease.Closed));
        Assert.All(await RowsAsync<WindowRow>("acme"), static window => Assert.Equal((100 * Leases, 0), (window.SpentNanoUsd, window.HeldNanoUsd)));

        _time.Advance(TimeSpan.FromDays(8));
        await Create(_stores).RunAsync(Token);
        Assert.Empty(await RowsAsync<LeaseRow>("acme"));
    }

    [Fact]
    public async Task RunAsync_SharesOfDeadInstances_BecomeOneAndSumsStay()
    {
        await AddTenantAsync("acme");
        await PutAsync("acme", [.. Shares("a"), .. Shares("b"), .. Shares("c"), .. Shares(RollupRow.FoldedOwner)]);
        var before = await SumsAsync();
        _time.Advance(TimeSpan.FromMinutes(16));
        await PutAsync("acme", Shares("young"));

        await Create(_stores).RunAsync(Token);

        Assert.Equal([RollupRow.FoldedOwner, "young"], (await RowsAsync<RollupRow>("acme")).Select(static row => row.Owner).Order(StringComparer.Ordinal).Distinct());
        Assert.Equal([RollupRow.FoldedOwner, "young"], (await RowsAsync<SessionPartialRow>("acme")).Select(static row => row.Owner).Order(StringComparer.Ordinal).Distinct());
        var after = await SumsAsync();
        Assert.Equal((before.Rollups * 5 / 4, before.Sessions * 5 / 4, before.Calls * 5 / 4), (after.Rollups, after.Sessions, after.Calls));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_CutOffAnywhereOnTwoInstances_SumsStay(int seed)
    {
        await AddTenantAsync("acme");
        await PutAsync("acme", Enumerable.Range(0, 40).SelectMany(number => Shares($"owner-{number}")));
        var before = await SumsAsync();
        _time.Advance(TimeSpan.FromMinutes(16));
        var plan = FaultPlan.Seeded(
            seed, 50, RowFault.RequestLost, RowFault.AnswerLost, RowFault.Conflict, RowFault.Unavailable);
        var faulty = new FaultyRowStores(_stores, operation => operation.Kind is RowOperationKind.Commit ? plan(operation) : RowFault.None, _time);

        for (var run = 0; run < 3; run++)
        {
            await Task.WhenAll(Task.Run(() => Create(faulty).RunAsync(Token)), Task.Run(() => Create(faulty).RunAsync(Token)));
            Assert.Equal(before, await SumsAsync());
        }

        await Create(_stores).RunAsync(Token);
        await Create(_stores).RunAsync(Token);
        Assert.Equal(before, await SumsAsync());
        Assert.All(await RowsAsync<RollupRow>("acme"), static row => Assert.Equal(RollupRow.FoldedOwner, row.Owner));
    }

    [Fact]
    public async Task RunAsync_Fold_ReplacesTheHeadSoThatASumBeingReadIsNotUsed()
    {
        await AddTenantAsync("acme");
        await PutAsync("acme", [.. Shares("a"), .. Shares("b")]);
        var before = await _stores.Accounts.GetAsync("acme", HeadRow.Key, Token);
        _time.Advance(TimeSpan.FromMinutes(16));

        await Create(_stores).RunAsync(Token);

        Assert.NotEqual(before!.ETag, (await _stores.Accounts.GetAsync("acme", HeadRow.Key, Token))!.ETag);
    }

    [Fact]
    public async Task RunAsync_AnswersThatRanOut_GoWithTheirKeys()
    {
        await AddTenantAsync("acme");
        var old = _time.GetUtcNow();
        await PutAsync("acme", Enumerable.Range(0, 16).Select(number => Answer(number, old)));
        await _blobs.PutAsync(BlobOf(old), new byte[1], Token);
        _time.Advance(TimeSpan.FromHours(24));
        var young = _time.GetUtcNow();
        await PutAsync("acme", [Answer(20, young)]);
        await _blobs.PutAsync(BlobOf(young), new byte[1], Token);
        await Create(_stores).RunAsync(Token);
        Assert.Equal(17, (await RowsAsync<IdempotencyRow>("acme")).Count);

        _time.Advance(TimeSpan.FromMinutes(6));
        await Create(_stores).RunAsync(Token);

        Assert.Equal(young, Assert.Single(await RowsAsync<IdempotencyRow>("acme")).ClaimedAt);
        Assert.Equal([BlobOf(young)], await _blobs.ListAsync("answers/", null, 10, Token));
    }

    [Fact]
    public async Task RunAsync_OldRatesAndIdleSessions_RatesGoAndSessionsEnd()
    {
        await AddTenantAsync("acme");
        var minute = _time.GetUtcNow().ToUnixTimeSeconds() / 60;
        await PutAsync("acme", Enumerable.Range(-150, 151).Select(offset => new RateMinuteRow(minute + offset, RateKind.Requests, 1)));
        var sessions = new SessionDirectory(_stores, _time);
        await sessions.StartAsync("acme", new NewSession { IdleTimeoutSeconds = 60 }, Token);
        _time.Advance(TimeSpan.FromSeconds(61));

        await Create(_stores).RunAsync(Token);

        Assert.Equal(5, (await RowsAsync<RateMinuteRow>("acme")).Count);
        Assert.NotNull(Assert.Single(await RowsAsync<SessionRow>("acme")).EndedAt);
    }

    [Fact]
    public async Task RunAsync_ManyTenantsAndOneFails_OthersAreSeenToAndRunsGoOn()
    {
        const int Tenants = 620;
        for (var number = 0; number < Tenants; number++)
        {
            await AddTenantAsync($"t{number:D4}");
            await PutAsync($"t{number:D4}", [new RateMinuteRow(1, RateKind.Tokens, 1)]);
        }

        var faulty = new FaultyRowStores(_stores, static operation => operation.Partition == "t0003" ? RowFault.Unavailable : RowFault.None, _time);
        var housekeeper = Create(faulty);

        await housekeeper.RunAsync(Token);
        Assert.Equal(Tenants - 500 + 1, await CountRatesAsync());
        await housekeeper.RunAsync(Token);
        Assert.Equal(1, await CountRatesAsync());

        async Task<int> CountRatesAsync()
        {
            var count = 0;
            for (var number = 0; number < Tenants; number++)
            {
                count += (await RowsAsync<RateMinuteRow>($"t{number:D4}")).Count;
            }

            return count;
        }
    }

    [Fact]
    public async Task RunAsync_BudgetReachedWithoutACall_IsToldAndOldMarksGo()
    {
        await AddTenantAsync("acme", new TenantDocument { DailyLimitNanoUsd = 100 });
        await PutAsync("acme",
        [
            new WindowRow(BudgetWindow.DayOf(Day), BudgetPath.Tenant, 85, 0),
            new AlertRow(BudgetWindow.DayOf(Day.AddDays(-63)), BudgetPath.Tenant, 500_000, "old", _time.GetUtcNow()),
        ]);
        await Create(_stores).RunAsync(Token);
        await _alerts[^1].DisposeAsync();
        _alerts.Clear();

        Assert.Equal([500_000, 800_000], (await RowsAsync<AlertRow>("acme")).Select(static alert => alert.ThresholdPpm));
        Assert.Empty(await RowsAsync<WebhookRow>("acme"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var alerts in _alerts)
        {
            await alerts.DisposeAsync();
        }

        foreach (var keepers in _keepers)
        {
            await keepers.DisposeAsync();
        }
    }

    private static string BlobOf(DateTimeOffset at) => $"answers/acme/{Ulid.NewUlid(at, new byte[10])}";

    private static IdempotencyRow Answer(int number, DateTimeOffset at) => new()
    {
        KeyHash = $"{number % 16:x}{number:D3}", BodyHash = "b", RequestId = "r", Owner = "o", ClaimedAt = at, ClaimExpiresAt = at, ExpiresAt = at.AddHours(24),
    };

    private static LeaseRow Lease(string id, long granted, long settled) => new()
    {
        LeaseId = id, Owner = "dead", Path = BudgetPath.Tenant, Day = Day, ScopesVersion = 1, GrantedNanoUsd = granted, SettledNanoUsd = settled, FoldedNanoUsd = 0, Seq = 1,
    };

    private Row[] Shares(string owner)
    {
        var at = _time.GetUtcNow();
        var tally = new Tally { Operations = 1, CostNanoUsd = 7, InputTokens = 3 };
        var latency = LatencyHistogram.FromCounts([1, 2, 3]);
        var (one, other) = (new RollupKey(Day, "search", null, "m", null, null, null, null), new RollupKey(Day, null, null, "m", null, null, null, null));
        return
        [
            new RollupRow(one, owner, RollupRow.HashOf(one), tally, latency),
            new RollupRow(other, owner, RollupRow.HashOf(other), tally, latency),
            new SessionPartialRow(
                Ulid.NewUlid(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero), new byte[10]).ToString(),
                owner, new Dictionary<string, Tally> { ["m"] = tally, [owner] = tally }, latency, at, at),
        ];
    }

    private async Task<(long Rollups, long Sessions, long Calls)> SumsAsync()
    {
        var rollups = await RowsAsync<RollupRow>("acme");
        var sessions = await RowsAsync<SessionPartialRow>("acme");
        return (
            rollups.Sum(static row => row.Tally.CostNanoUsd),
            sessions.SelectMany(static row => row.ByModel.Values).Sum(static tally => tally.CostNanoUsd),
            rollups.Sum(static row => row.Latency.Counts.ToArray().Sum()) + sessions.Sum(static row => row.Latency.Counts.ToArray().Sum()));
    }

    private Housekeeper Create(IRowStores stores)
    {
        var keepers = new AccountKeepers(stores, new OwnerOptions(), _time, NullLogger<AccountKeepers>.Instance);
        _keepers.Add(keepers);
        var deliveries = new WebhookDeliveries(
            stores,
            new WebhookSecrets(stores, new AuditTrail(stores, _time), new WebhookKey(null), _time),
            static (_, _) => Task.FromResult<WebhookFault?>(null),
            _time,
            NullLogger<WebhookDeliveries>.Instance);
        var alerts = new BudgetAlerts(stores, deliveries, _time, NullLogger<BudgetAlerts>.Instance);
        _alerts.Add(alerts);
        var budgets = new BudgetReader(stores, new OwnerOptions(), static _ => new Dictionary<string, long>(), _time);
        return new Housekeeper(
            stores,
            _blobs,
            keepers,
            new SessionDirectory(stores, _time),
            new AlertSweep(stores, budgets, alerts, deliveries, _time),
            new OwnerOptions(),
            _time,
            NullLogger<Housekeeper>.Instance);
    }

    private async Task AddTenantAsync(string tenant, TenantDocument? document = null, bool isDeleted = false)
    {
        await _stores.Directory.CommitAsync(TenantIndexRow.Partition, [RowChange.Insert(new TenantIndexRow(tenant, _time.GetUtcNow(), isDeleted))], Token);
        await PutAsync(tenant,
        [
            new HeadRow(1, 0),
            new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document ?? new TenantDocument(), Deleted = isDeleted },
        ]);
    }

    private async Task PutAsync(string tenant, IEnumerable<Row> rows)
    {
        foreach (var portion in rows.Chunk(RowLimits.MaxTransactionRows))
        {
            Assert.True((await _stores.Accounts.CommitAsync(tenant, [.. portion.Select(RowChange.Insert)], Token)).IsCommitted);
        }
    }

    private async Task<List<TRow>> RowsAsync<TRow>(string tenant)
        where TRow : Row =>
        [.. (await _stores.Accounts.QueryAsync(tenant, " ", "~", 1_000, null, Token)).Rows.Select(static stored => stored.Row).OfType<TRow>()];
}
