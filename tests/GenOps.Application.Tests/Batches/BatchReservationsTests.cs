using System.Globalization;
using GenOps.Application.Accounts;
using GenOps.Application.Batches;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;

namespace GenOps.Application.Tests.Batches;

public sealed class BatchReservationsTests
{
    private static readonly long Worst = RunWorld.WorstNanoUsd;

    private readonly RunWorld _world = new();
    private int _leases;

    [Fact]
    public async Task ReserveAsync_RoomForSome_GrantsTheLongestPrefix()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = (7 * Worst) + (Worst / 2) });
        var batch = await _world.CreateBatchAsync(10);

        var reserved = await ReserveAsync(batch, 0, 1);

        Assert.Equal(new Reserved(7, 10), reserved);
        Assert.Equal(7 * Worst, (await _world.BatchAsync(batch.BatchId)).HeldNanoUsd);
        await _world.AssertExactAsync();
    }

    [Fact]
    public async Task ReserveAsync_AskedAgain_AnswersTheSameAndHoldsOnce()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 7 * Worst });
        var batch = await _world.CreateBatchAsync(10);
        var first = await ReserveAsync(batch, 0, 1);

        Assert.Equal(first, await ReserveAsync(batch, 0, 1));
        await _world.AssertExactAsync();
    }

    [Fact]
    public async Task ReserveAsync_HeldByOthers_IsInFlight()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 10 * Worst });
        var first = await _world.CreateBatchAsync(10);
        var second = await _world.CreateBatchAsync(10);
        await ReserveAsync(first, 0, 1);

        Assert.Equal(new Reserved(0, 10, ReservationRefusal.InFlight), await ReserveAsync(second, 0, 1));
    }

    [Fact]
    public async Task ReserveAsync_SpentByUnsettledReservation_IsExceeded()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = Worst });
        var batch = await _world.CreateBatchAsync(2, chunkSize: 1);
        await ReserveAsync(batch, 0, 1);
        await _world.Instance().Runner.RunAsync(new ChunkKey(RunWorld.Tenant, batch.BatchId, 0, 1), CancellationToken.None);

        var refused = await ReserveAsync(batch, 1, 1);

        Assert.Equal(ReservationRefusal.Exceeded, refused.Refusal);
        Assert.Equal(new DateTimeOffset(_world.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), refused.ResetsAt);
    }

    [Fact]
    public async Task ReserveAsync_ItemAboveTheLimitByItself_NeverResets()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = Worst - 1 });
        var batch = await _world.CreateBatchAsync(1);

        Assert.Equal(new Reserved(0, 1, ReservationRefusal.Exceeded), await ReserveAsync(batch, 0, 1));
    }

    [Fact]
    public async Task ReserveAsync_LimitRaised_GrantsAtOnce_LimitLowered_Refuses()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 0 });
        var batch = await _world.CreateBatchAsync(3, chunkSize: 1);
        Assert.Equal(0, (await ReserveAsync(batch, 0, 1)).Granted);

        await _world.ChangeLimitsAsync(new() { DailyLimitNanoUsd = Worst });
        Assert.Equal(1, (await ReserveAsync(batch, 0, 1)).Granted);

        await _world.ChangeLimitsAsync(new() { DailyLimitNanoUsd = Worst / 2 });
        Assert.Equal(0, (await ReserveAsync(batch, 1, 1)).Granted);
    }

    [Fact]
    public async Task ReserveAsync_Advisory_MayExceed()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 1, Policy = PolicyMode.Advisory });
        var batch = await _world.CreateBatchAsync(10);

        Assert.Equal(10, (await ReserveAsync(batch, 0, 1)).Granted);
        await _world.AssertExactAsync();
    }

    [Fact]
    public async Task ReserveAsync_BatchLimit_StopsWhateverTheBudget()
    {
        await _world.CreateTenantAsync(new());
        var batch = await _world.CreateBatchAsync(2, chunkSize: 1, change: row => row with { MaxCostNanoUsd = Worst });
        Assert.Equal(1, (await ReserveAsync(batch, 0, 1)).Granted);
        Assert.Equal(ReservationRefusal.InFlight, (await ReserveAsync(batch, 1, 1)).Refusal);
        await FinishAsync(batch, 0);

        Assert.Equal(ReservationRefusal.BatchLimit, (await ReserveAsync(batch, 1, 1)).Refusal);
    }

    [Fact]
    public async Task ReserveAsync_TeamLimit_BindsBesideTheTenants()
    {
        var team = new TeamRules { DailyLimitNanoUsd = 2 * Worst };
        await _world.CreateTenantAsync(
            new() { DailyLimitNanoUsd = 100 * Worst, Teams = new Dictionary<string, TeamRules> { ["search"] = team } }, "search");
        var batch = await _world.CreateBatchAsync(10, change: row => row with { Attribution = new Attribution { Team = "search" } });

        Assert.Equal(2, (await ReserveAsync(batch, 0, 1)).Granted);
        await _world.AssertExactAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReserveAndSettle_AnswersLost_HoldAndReturnOnce(int seed)
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 100 * Worst });
        var batch = await _world.CreateBatchAsync(40, chunkSize: 4);
        var rows = new FaultyRowStores(
            _world.Rows, FaultPlan.Seeded(seed, 30, RowFault.AnswerLost, RowFault.RequestLost, RowFault.Conflict), TimeProvider.System);
        var commits = new CommitFaultsOnly(_world.Rows, rows);

        foreach (var chunk in Enumerable.Range(0, 10))
        {
            Assert.True(await _world.Instance(rows: commits).FinishAsync(batch.BatchId, chunk), $"seed {seed}");
        }

        await _world.AssertExactAsync();
        var finished = await _world.BatchAsync(batch.BatchId);
        Assert.Equal((40, 10, 0L, 40 * RunWorld.CostNanoUsd), (finished.Completed, finished.ChunksDone, finished.HeldNanoUsd, finished.CostNanoUsd));
    }

    /// <summary>Chat from two instances and two batches compete for less than all of them want: nothing is overspent, nothing is stranded.</summary>
    [Fact]
    public async Task ReserveAsync_AgainstChat_SpendsExactlyAndNeverOver()
    {
        await _world.CreateTenantAsync(new() { DailyLimitNanoUsd = 120 * Worst });
        BatchRow[] batches = [await _world.CreateBatchAsync(60, chunkSize: 10), await _world.CreateBatchAsync(60, chunkSize: 10)];
        var keepers = Enumerable.Range(0, 2).Select(Keeper).ToList();
        using var watching = new CancellationTokenSource();
        var watch = WatchAsync(watching.Token);

        var chat = Enumerable.Range(0, 100).Select(call => ChatAsync(keepers[call % 2], call));
        var chunks = batches.SelectMany(batch => Enumerable.Range(0, 6).Select(chunk => PatientlyAsync(batch, chunk)));
        await Task.WhenAll([.. chat, .. chunks]);
        foreach (var keeper in keepers)
        {
            await keeper.DisposeAsync();
        }

        await watching.CancelAsync();
        await watch;
        await _world.AssertExactAsync();
        Assert.All((await _world.RowsAsync()).OfType<WindowRow>(), window => Assert.Equal(0, window.HeldNanoUsd));
        Assert.All(await Task.WhenAll(batches.Select(batch => _world.BatchAsync(batch.BatchId))), batch => Assert.Equal(60, batch.Completed));
    }

    private Task<Reserved> ReserveAsync(BatchRow batch, int chunk, int attempt) => _world.Instance().Reservations.ReserveAsync(
        new ChunkKey(RunWorld.Tenant, batch.BatchId, chunk, attempt), TestContext.Current.CancellationToken);

    private Task<bool> FinishAsync(BatchRow batch, int chunk) => _world.Instance().FinishAsync(batch.BatchId, chunk);

    private async Task PatientlyAsync(BatchRow batch, int chunk)
    {
        while (!await FinishAsync(batch, chunk))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    // Half of the calls are charged what they held, so that chat leaves money for the batches.
    private static async Task ChatAsync(AccountKeeper keeper, int call)
    {
        var hold = await keeper.HoldAsync(null, null, Worst, TestContext.Current.CancellationToken);
        if (hold.State is HoldState.Held)
        {
            await keeper.SettleAsync(new Settlement(hold, Entry(hold, call), endsHold: true));
        }
    }

    private static EntryRow Entry(Hold hold, int call) => new()
    {
        Day = hold.Day,
        EntryId = string.Create(CultureInfo.InvariantCulture, $"chat-{call:00000}"),
        RequestId = "chat",
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = DateTimeOffset.UnixEpoch,
        Path = hold.Path,
        Attribution = Attribution.None,
        Model = "m",
        CostNanoUsd = call % 2 == 0 ? Worst : 1,
        HeldNanoUsd = hold.NeedNanoUsd,
        Status = EntryStatus.Succeeded,
    };

    private async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var windows = (await _world.RowsAsync()).OfType<WindowRow>();
            Assert.All(windows, window => Assert.True(window.Window.IsMonth || window.SpentNanoUsd + window.HeldNanoUsd <= 120 * Worst));
            await Task.Yield();
        }
    }

    private AccountKeeper Keeper(int index) => new(
        RunWorld.Tenant,
        string.Create(CultureInfo.InvariantCulture, $"i{index}"),
        _world.Rows.Accounts,
        new OwnerOptions(),
        () => string.Create(CultureInfo.InvariantCulture, $"l{Interlocked.Increment(ref _leases):D6}"),
        TimeProvider.System);
}
