using System.Collections.Concurrent;
using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Accounts;

public sealed class AccountKeeperTests
{
    private const long Cost = 1_000;

    // A machine that is busy with other tests makes no call late.
    private static readonly OwnerOptions Patient = new() { AdmissionWait = TimeSpan.FromMinutes(1) };

    private readonly MemoryRowStores _stores = new(TimeProvider.System);
    private int _leases;

    private IRowStore Store => _stores.Accounts;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 200)]
    [InlineData(2, 50)]
    [InlineData(2, 200)]
    public async Task HoldAsync_RoomForExactlyN_AdmitsExactlyN(int instances, int callers)
    {
        const int Room = 8;
        await CreateTenantAsync(Room * Cost);
        var keepers = Enumerable.Range(0, instances).Select(index => Keeper(index)).ToList();

        var holds = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => CallAsync(keepers[caller % instances], caller)));
        foreach (var keeper in keepers)
        {
            await keeper.DisposeAsync();
        }

        Assert.Equal(Room, holds.Count(hold => hold.State is HoldState.Ended));
        Assert.All(holds.Where(hold => hold.Refusal is not null), hold => Assert.Equal(RefusalKind.Exceeded, hold.Refusal!.Kind));
        var day = await WindowAsync(BudgetWindow.DayOf(holds.First(hold => hold.Refusal is null).Day));
        Assert.Equal((Room * Cost, 0L), (day.SpentNanoUsd, day.HeldNanoUsd));
    }

    [Fact]
    public async Task HoldAsync_UnknownTenant_IsRefusedAsGone()
    {
        await using var keeper = Keeper(0);

        var hold = await keeper.HoldAsync(null, null, 1, TestContext.Current.CancellationToken);

        Assert.Equal(RefusalKind.TenantGone, hold.Refusal!.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SettleAsync_ExtraRowWasChangedByAnother_IsDurableWithoutItAndHoldsNobodyUp(bool isDeleted)
    {
        await CreateTenantAsync(100 * Cost);
        await using var keeper = Keeper(0);
        var hold = await keeper.HoldAsync(null, null, Cost, TestContext.Current.CancellationToken);
        var claim = new IdempotencyRow
        {
            KeyHash = "h", BodyHash = "b", RequestId = "r", Owner = "r", ClaimedAt = default, ClaimExpiresAt = default, ExpiresAt = default,
        };
        var eTag = (await Store.CommitAsync("acme", [RowChange.Insert(claim)], TestContext.Current.CancellationToken)).ETags[0]!;
        var other = claim with { RequestId = "another" };
        await Store.CommitAsync(
            "acme", [isDeleted ? RowChange.Delete(claim, eTag) : RowChange.Replace(other, eTag)], TestContext.Current.CancellationToken);

        var extra = RowChange.Replace(claim with { AnswerBlob = "answer" }, eTag);
        await keeper.SettleAsync(new Settlement(hold, Entry(hold, "e1"), endsHold: true, extra))
            .WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.NotNull(await Store.GetAsync("acme", EntryRow.KeyOf(hold.Day, "e1"), TestContext.Current.CancellationToken));
        var kept = await Store.GetAsync("acme", claim.RowKey, TestContext.Current.CancellationToken);
        Assert.Equal(isDeleted ? null : other, kept?.Row);
    }

    [Fact]
    public async Task SettleAsync_Returned_EntryIsDurable()
    {
        await CreateTenantAsync(100 * Cost);
        await using var keeper = Keeper(0);
        var hold = await keeper.HoldAsync(null, null, Cost, TestContext.Current.CancellationToken);

        await keeper.SettleAsync(new Settlement(hold, Entry(hold, "e1"), endsHold: true));

        var stored = await Store.GetAsync("acme", EntryRow.KeyOf(hold.Day, "e1"), TestContext.Current.CancellationToken);
        Assert.Equal(Cost, ((EntryRow)stored!.Row).CostNanoUsd);
    }

    [Fact]
    public async Task SettleAsync_AfterMinutesOfIdleness_GoesOnWithTheSameSums()
    {
        await CreateTenantAsync(100 * Cost);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using (var keeper = Keeper(0, time: time))
        {
            for (var call = 1; call <= 3; call++)
            {
                await CallAsync(keeper, call);
                for (var second = 0; second < 200; second++)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    await Task.Yield();
                }
            }
        }

        var rows = (await Store.QueryAsync("acme", "r|", "r}", 10, null, TestContext.Current.CancellationToken)).Rows;
        Assert.Equal((3L, 3 * Cost), (rows.Sum(static row => ((RollupRow)row.Row).Tally.Operations), rows.Sum(static row => ((RollupRow)row.Row).Tally.CostNanoUsd)));
    }

    [Fact]
    public async Task HoldAsync_StorageHoldsWhatCannotBeRead_WaitingAndLaterCallsAreTold()
    {
        await using var keeper = Keeper(0, new UnreadableRows());

        var failed = await Assert.ThrowsAsync<AccountFailedException>(
            async () => await keeper.HoldAsync(null, null, Cost, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<AccountFailedException>(
            async () => await keeper.HoldAsync(null, null, Cost, TestContext.Current.CancellationToken));

        Assert.IsType<InvalidDataException>(failed.InnerException);
        Assert.Same(failed.InnerException, keeper.Failure);
    }

    [Fact]
    public async Task HoldAsync_FirstCall_StorageIsNotAskedOnItsBehalf()
    {
        await CreateTenantAsync(100 * Cost);
        var call = new AsyncLocal<string?> { Value = "first" };
        var store = new AskingStore(Store, () => call.Value);
        await using var keeper = Keeper(0, store);

        await CallAsync(keeper, 1);

        Assert.NotEmpty(store.Answers);
        Assert.All(store.Answers, Assert.Null);
    }

    [Fact]
    public async Task SettleAsync_StorageTakesTooLong_TellsTheImpatientAndTheEntryIsMadeAllTheSame()
    {
        await CreateTenantAsync(100 * Cost);
        var isGone = false;
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var store = new FaultyRowStore(Store, FaultPlan.While(() => Volatile.Read(ref isGone), RowFault.Unavailable), time);
        await using var keepers = new AccountKeepers(new OneStore(store), Patient, time, NullLogger<AccountKeepers>.Instance);
        var keeper = keepers.Of("acme");
        var holds = new[] { await keeper.HoldAsync(null, null, Cost, default), await keeper.HoldAsync(null, null, Cost, default) };
        Volatile.Write(ref isGone, true);

        var impatient = keeper.SettleAsync(new Settlement(holds[0], Entry(holds[0], "e1"), endsHold: true), TimeSpan.FromSeconds(3));
        var patient = keeper.SettleAsync(new Settlement(holds[1], Entry(holds[1], "e2"), endsHold: true));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(await impatient);
        Assert.False(patient.IsCompleted);
        Volatile.Write(ref isGone, false);
        while (!patient.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await patient;
        Assert.NotNull(await Store.GetAsync("acme", EntryRow.KeyOf(holds[0].Day, "e1"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DisposeAsync_StorageIsGoneWithALeaseHeld_EndsOnceItsPatienceIsOver()
    {
        await CreateTenantAsync(100 * Cost);
        var isGone = false;
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var store = new FaultyRowStore(Store, FaultPlan.While(() => Volatile.Read(ref isGone), RowFault.Unavailable), time);
        var keeper = Keeper(0, store, time);
        var hold = await keeper.HoldAsync(null, null, Cost, TestContext.Current.CancellationToken);
        Volatile.Write(ref isGone, true);
        keeper.Release(hold);

        var ending = keeper.DisposeAsync().AsTask();
        while (!ending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await ending;
        Assert.IsAssignableFrom<OperationCanceledException>(keeper.Failure);
    }

    private static EntryRow Entry(Hold hold, string id) => new()
    {
        Day = hold.Day,
        EntryId = id,
        RequestId = id,
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = DateTimeOffset.UnixEpoch,
        Path = hold.Path,
        Attribution = Attribution.None,
        Model = "m",
        CostNanoUsd = Cost,
        HeldNanoUsd = hold.NeedNanoUsd,
        Status = EntryStatus.Succeeded,
    };

    private static async Task<Hold> CallAsync(AccountKeeper keeper, int caller)
    {
        var hold = await keeper.HoldAsync(null, null, Cost, CancellationToken.None);
        if (hold.State is HoldState.Held)
        {
            await keeper.SettleAsync(new Settlement(hold, Entry(hold, caller.ToString("D5", CultureInfo.InvariantCulture)), endsHold: true));
        }

        return hold;
    }

    private AccountKeeper Keeper(int index, IRowStore? store = null, TimeProvider? time = null) => new(
        "acme",
        string.Create(CultureInfo.InvariantCulture, $"i{index}"),
        store ?? Store,
        Patient,
        () => string.Create(CultureInfo.InvariantCulture, $"l{Interlocked.Increment(ref _leases):D6}"),
        time ?? TimeProvider.System);

    private async Task CreateTenantAsync(long dailyLimitNanoUsd)
    {
        var outcome = await Store.CommitAsync(
            "acme",
            [
                RowChange.Insert(new HeadRow(1, 0)),
                RowChange.Insert(new LimitsRow
                {
                    Version = 1,
                    ScopesVersion = 1,
                    Scopes = [],
                    Document = new TenantDocument { DailyLimitNanoUsd = dailyLimitNanoUsd },
                }),
            ],
            CancellationToken.None);
        Assert.True(outcome.IsCommitted);
    }

    private async Task<WindowRow> WindowAsync(BudgetWindow window) =>
        (WindowRow)(await Store.GetAsync("acme", WindowRow.KeyOf(window, BudgetPath.Tenant), CancellationToken.None))!.Row;

    /// <summary>Asks something with each access.</summary>
    private sealed class AskingStore(IRowStore inner, Func<string?> ask) : IRowStore
    {
        public ConcurrentQueue<string?> Answers { get; } = [];

        public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
        {
            Answers.Enqueue(ask());
            return inner.GetAsync(partition, rowKey, cancellationToken);
        }

        public ValueTask<RowPage> QueryAsync(
            string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
        {
            Answers.Enqueue(ask());
            return inner.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);
        }

        public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
        {
            Answers.Enqueue(ask());
            return inner.CommitAsync(partition, changes, cancellationToken);
        }
    }

    private sealed class OneStore(IRowStore store) : IRowStores
    {
        public IRowStore Accounts => store;

        public IRowStore Directory => store;

        public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Rows of a version that is not known here.</summary>
    private sealed class UnreadableRows : IRowStore
    {
        public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
            throw new InvalidDataException("unreadable");

        public ValueTask<RowPage> QueryAsync(
            string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
            throw new InvalidDataException("unreadable");

        public ValueTask<CommitOutcome> CommitAsync(
            string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
            throw new InvalidDataException("unreadable");
    }
}
