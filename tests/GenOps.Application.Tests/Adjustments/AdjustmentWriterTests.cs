using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Adjustments;
using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Adjustments;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;

namespace GenOps.Application.Tests.Adjustments;

public sealed class AdjustmentWriterTests
{
    private const long Cost = 1_000;
    private static readonly DateOnly ForDate = new(2026, 10, 1);

    private readonly MemoryRowStores _stores = new(TimeProvider.System);
    private int _ids;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostAsync_SameKeyTwice_ChangesTheBooksOnce()
    {
        await CreateTenantAsync();
        var writer = Writer(_stores);

        var first = Assert.IsType<AdjustmentResult.Posted>(await PostAsync(writer, -500, "key"));
        var second = Assert.IsType<AdjustmentResult.Posted>(await PostAsync(writer, -500, "key"));

        Assert.Equal((first.Entry, false, true), (second.Entry, first.IsReplay, second.IsReplay));
        Assert.IsType<AdjustmentResult.KeyReused>(await PostAsync(writer, -501, "key"));
        await AssertBooksAsync(-500, entries: 1);
        Assert.Single((await new AuditTrail(_stores, TimeProvider.System).ListAsync(null, null, 100, Token)).Rows);
    }

    [Fact]
    public async Task PostAsync_SameKeyAtTheSameMoment_ChangesTheBooksOnce()
    {
        await CreateTenantAsync();
        var writer = Writer(_stores);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => PostAsync(writer, 700, "key"))));

        Assert.Single(results.OfType<AdjustmentResult.Posted>().Select(static posted => posted.Entry.EntryId).Distinct());
        await AssertBooksAsync(700, entries: 1);
    }

    [Fact]
    public async Task PostAsync_UnknownTenant_IsNotFound() => Assert.IsType<AdjustmentResult.TenantNotFound>(await PostAsync(Writer(_stores), 1, "key"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PostAsync_LostAnswersAndConflicts_EachIsChargedExactlyOnce(int seed)
    {
        await CreateTenantAsync();
        var plan = FaultPlan.Seeded(seed, 40, RowFault.RequestLost, RowFault.AnswerLost, RowFault.Conflict);
        var faulty = new FaultyRowStores(
            _stores,
            operation => operation.Kind is RowOperationKind.Commit && operation.Partition == "acme" ? plan(operation) : RowFault.None,
            TimeProvider.System);
        var writer = Writer(faulty);

        for (var number = 1; number <= 10; number++)
        {
            Assert.IsType<AdjustmentResult.Posted>(await PostAsync(writer, number, $"key {number}"));
        }

        await AssertBooksAsync(55, entries: 10);
    }

    [Fact]
    public async Task PostAsync_WhileCallsRun_EntriesWindowsAndRollupsAgree()
    {
        await CreateTenantAsync();
        var writer = Writer(_stores);
        var keeper = new AccountKeeper("acme", "owner", _stores.Accounts, new OwnerOptions(), NextId, TimeProvider.System);

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 100).Select(call => CallAsync(keeper, call))),
            Task.WhenAll(Enumerable.Range(1, 10).Select(number => Task.Run(() => PostUntilPostedAsync(writer, -number, $"key {number}")))));
        await keeper.DisposeAsync();

        await AssertBooksAsync((100 * Cost) - 55, entries: 110);
    }

    private static async Task CallAsync(AccountKeeper keeper, int call)
    {
        var hold = await keeper.HoldAsync(null, null, Cost, CancellationToken.None);
        var entry = AdjustmentDraft.Entry(new Adjustment(Cost, "call", ForDate), $"call-{call}", TimeProvider.System.GetUtcNow()) with
        {
            Day = hold.Day, Kind = EntryKind.Chat, Status = EntryStatus.Succeeded,
        };
        await keeper.SettleAsync(new Settlement(hold, entry, endsHold: true));
    }

    private async Task PostUntilPostedAsync(AdjustmentWriter writer, long amount, string key)
    {
        while (await PostAsync(writer, amount, key) is AdjustmentResult.Busy)
        {
            await Task.Yield();
        }
    }

    private async Task AssertBooksAsync(long expected, int entries)
    {
        var rows = (await _stores.Accounts.QueryAsync("acme", " ", "~", 1_000, null, Token)).Rows.Select(static stored => stored.Row).ToList();
        Assert.Equal((entries, expected), (rows.OfType<EntryRow>().Count(), rows.OfType<EntryRow>().Sum(static entry => entry.CostNanoUsd)));
        Assert.All(rows.OfType<WindowRow>(), window => Assert.Equal((expected, 0), (window.SpentNanoUsd, window.HeldNanoUsd)));
        Assert.Equal([false, true], rows.OfType<WindowRow>().Select(static window => window.Window.IsMonth).Order());
        Assert.Equal(expected, rows.OfType<RollupRow>().Sum(static rollup => rollup.Tally.CostNanoUsd));
    }

    private string NextId() => Ulid.NewUlid(TimeProvider.System.GetUtcNow().AddMilliseconds(Interlocked.Increment(ref _ids))).ToString();

    private Task<AdjustmentResult> PostAsync(AdjustmentWriter writer, long amount, string key) =>
        writer.PostAsync("acme", new Adjustment(amount, "because", ForDate), NextId(), key, "admin", Token);

    private static AdjustmentWriter Writer(IRowStores stores) => new(stores, new AuditTrail(stores, TimeProvider.System), TimeProvider.System);

    private async Task CreateTenantAsync() => Assert.True((await _stores.Accounts.CommitAsync(
        "acme",
        [
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { DailyLimitNanoUsd = 1_000 * Cost } }),
        ],
        CancellationToken.None)).IsCommitted);
}
