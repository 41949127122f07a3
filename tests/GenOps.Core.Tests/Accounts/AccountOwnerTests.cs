using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Accounts;

/// <summary>What one call is told, at the limit and at the turn of a lease. That sums hold in any history is for <see cref="AccountSimulationTests"/>.</summary>
public sealed class AccountOwnerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly OwnerOptions Options = new();

    [Fact]
    public void Admit_RoomForExactlyN_AdmitsN()
    {
        var (world, owner) = World(daily: 30);

        var holds = Enumerable.Range(0, 4).Select(_ => owner.Admit(null, null, 10, world.Now)).ToList();
        world.Work(owner);

        Assert.Equal([HoldState.Held, HoldState.Held, HoldState.Held, HoldState.Waiting], holds.Select(hold => hold.State));
    }

    [Fact]
    public void Admit_LastOfTheLimitIsHeldByACall_WaitsUntilItIsFree()
    {
        var (world, owner) = World(daily: 30);
        world.Settle(owner, world.Ask(owner, 20), cost: 20);
        var running = world.Ask(owner, 10);

        var waiting = world.Ask(owner, 10);
        Assert.Equal(HoldState.Waiting, waiting.State);
        owner.Release(running, world.Now);
        world.Work(owner);

        Assert.Equal((HoldState.Ended, HoldState.Held), (running.State, waiting.State));
    }

    [Fact]
    public void Admit_LastOfTheLimitStaysHeld_IsRefusedAsInFlight()
    {
        var (world, owner) = World(daily: 10);
        world.Ask(owner, 10);
        var waiting = world.Ask(owner, 10);

        world.Pass(Options.AdmissionWait);
        world.Work(owner);

        Assert.Equal((RefusalKind.InFlight, 0L), (waiting.Refusal!.Kind, waiting.Refusal.Budget!.RemainingNanoUsd));
    }

    [Fact]
    public void Admit_DayAndMonthAreSpent_TellsTheOneThatLastsLonger()
    {
        var (world, owner) = World(daily: 10, monthly: 10);
        world.Settle(owner, world.Ask(owner, 10), cost: 10);

        var refused = world.Ask(owner, 1);

        Assert.Equal((RefusalKind.Exceeded, true), (refused.Refusal!.Kind, refused.Refusal.Budget!.Window.IsMonth));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), refused.Refusal.ResetsAt);
    }

    [Fact]
    public void Admit_AnotherOwnerSpentTheRestWithoutFoldingItIn_IsExceeded()
    {
        var (world, owner) = World(daily: 1_000);
        world.Settle(owner, world.Ask(owner, 10), cost: 4);
        world.Work(owner);
        Assert.Equal(0, world.Day.SpentNanoUsd);

        var refused = world.Ask(world.Owner("b"), 997);

        Assert.Equal((RefusalKind.Exceeded, 4L), (refused.Refusal!.Kind, refused.Refusal.Budget!.SpentNanoUsd));
    }

    [Fact]
    public void Admit_ABatchSpentTheRestWithoutFoldingItIn_IsExceeded()
    {
        var (world, owner) = World(daily: 1_000);
        var look = new AccountLook(world.Store.Get(HeadRow.Key)!, world.Store.Get<LimitsRow>(LimitsRow.Key)!);
        look.Open(BudgetPath.Tenant, world.Now.Day);
        world.Store.Commit([.. look.Changes(heldNanoUsd: 10, spentNanoUsd: 0), RowChange.Insert(new ReservationRow
        {
            BatchId = "b", Chunk = 0, Attempt = 1, Path = BudgetPath.Tenant, Day = world.Now.Day, ScopesVersion = 1, Items = [], GrantedNanoUsd = 10,
            SettledNanoUsd = 10,
        })]);

        var refused = world.Ask(owner, 991);

        Assert.Equal((RefusalKind.Exceeded, 10L), (refused.Refusal!.Kind, refused.Refusal.Budget!.SpentNanoUsd));
    }

    [Fact]
    public void Admit_AdvisoryPolicy_PassesTheLimitAndSaysSo()
    {
        var world = new OwnerWorld(new TenantDocument { Policy = PolicyMode.Advisory, DailyLimitNanoUsd = 5 }, Noon);

        var hold = world.Ask(world.Owner("a"), 10);

        Assert.Equal((HoldState.Held, true), (hold.State, hold.IsBeyondLimit));
        Assert.Equal(10, world.Day.HeldNanoUsd);
    }

    [Theory]
    [InlineData(54, HoldState.Held)]
    [InlineData(55, HoldState.Waiting)]
    public void Admit_LeaseIsNotRenewed_StopsBeforeOthersMayCloseIt(int seconds, HoldState expected)
    {
        var (world, owner) = World(daily: 1_000);
        world.Settle(owner, world.Ask(owner, 10), cost: 0);

        world.Pass(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, owner.Admit(null, null, 10, world.Now).State);
    }

    [Fact]
    public void Admit_JustAfterMidnight_TakesNothingFromYesterdaysLease()
    {
        var world = new OwnerWorld(new TenantDocument { DailyLimitNanoUsd = 1_000 }, Noon.AddHours(12).AddSeconds(-1));
        var owner = world.Owner("a");
        world.Settle(owner, world.Ask(owner, 10), cost: 0);

        world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(HoldState.Waiting, owner.Admit(null, null, 10, world.Now).State);
    }

    [Fact]
    public void Release_NothingWasSent_GivesAllOfItBack()
    {
        var (world, owner) = World(daily: 100);

        owner.Release(world.Ask(owner, 10), world.Now);
        world.Drain(owner);

        Assert.Equal((0L, 0L), (world.Day.SpentNanoUsd, world.Day.HeldNanoUsd));
        Assert.True(owner.IsAtRest);
    }

    [Fact]
    public void Settle_FreeAttempt_LeavesTheHoldToTheNext()
    {
        var (world, owner) = World(daily: 100);
        var hold = world.Ask(owner, 10);

        world.Settle(owner, hold, cost: 0, endsHold: false);
        Assert.Equal(HoldState.Held, hold.State);
        world.Settle(owner, hold, cost: 7);
        world.Drain(owner);

        Assert.Equal([0L, 7L], world.Entries.Select(entry => entry.CostNanoUsd).Order());
        Assert.Equal((7L, 0L), (world.Day.SpentNanoUsd, world.Day.HeldNanoUsd));
    }

    [Fact]
    public void Budgets_SettledThenFolded_ShowsTheCostOnce()
    {
        var (world, owner) = World(daily: 1_000);
        var hold = world.Ask(owner, 10);
        var held = Spent(owner, hold).Held;

        world.Settle(owner, hold, cost: 4);
        Assert.Equal((4L, held - 4), Spent(owner, hold));
        world.Work(owner);
        Assert.Equal((4L, held - 4), Spent(owner, hold));
        var larger = world.Ask(owner, 50);

        Assert.Equal(4, world.Day.SpentNanoUsd);
        Assert.Equal((4L, world.Day.HeldNanoUsd), Spent(owner, larger));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void Sweep_LeaseOfAnotherOwner_IsClosedOnceItHasRunOut(int seconds, bool isClosed)
    {
        var (world, dead) = World(daily: 1_000);
        var hold = world.Ask(dead, 10);
        var other = world.Owner("b");

        world.Pass(TimeSpan.FromSeconds(seconds));
        other.Sweep();
        world.Work(other);

        Assert.Equal(isClosed, world.Store.Get<LeaseRow>(LeaseRow.KeyOf(hold.LeaseId))!.Closed);
        Assert.Equal(isClosed, world.Entries.Any(entry => entry.Status is EntryStatus.InDoubt));
    }

    [Fact]
    public void Settle_LeaseWasClosed_ReplacesWhatIsInDoubtByTheCost()
    {
        var (world, frozen) = World(daily: 1_000);
        var holds = (world.Ask(frozen, 10), world.Ask(frozen, 10));
        var other = world.Owner("b");
        world.Pass(TimeSpan.FromSeconds(61));
        other.Sweep();
        world.Work(other);
        var doubt = world.Day.SpentNanoUsd;

        world.Settle(frozen, holds.Item1, cost: 4);
        world.Work(frozen);
        world.Settle(frozen, holds.Item2, cost: 3);
        world.Work(frozen);

        Assert.Equal(doubt - 20 + 7, world.Day.SpentNanoUsd);
        Assert.Equal(world.Day.SpentNanoUsd, world.Entries.Sum(entry => entry.CostNanoUsd));
        Assert.Equal(doubt - 20, world.Store.Get<LeaseRow>(LeaseRow.KeyOf(holds.Item1.LeaseId))!.InDoubtLeftNanoUsd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Uncertain_ExtraRow_IsLeftOutOnlyWhenItHasChanged(bool isChanged)
    {
        var (world, owner) = World(daily: 1_000);
        var hold = world.Ask(owner, 10);
        var claim = new IdempotencyRow
        {
            KeyHash = "h", BodyHash = "b", RequestId = "r", Owner = "a", ClaimedAt = Noon, ClaimExpiresAt = Noon, ExpiresAt = Noon,
        };
        var eTag = world.Store.Commit([RowChange.Insert(claim)])![0]!;
        world.Settle(owner, hold, cost: 4, extra: RowChange.Replace(claim with { AnswerBlob = "answer" }, eTag));
        var lost = world.WorkUntilCommit(owner);
        if (isChanged)
        {
            world.Store.Commit([RowChange.Replace(claim with { RequestId = "another" }, eTag)]);
        }

        owner.Uncertain(lost);
        world.Work(owner);

        Assert.Equal(4, Assert.Single(world.Entries).CostNanoUsd);
        Assert.Equal(isChanged ? null : "answer", world.Store.Get<IdempotencyRow>(claim.RowKey)!.AnswerBlob);
    }

    private static (OwnerWorld World, AccountOwner Owner) World(long daily, long? monthly = null)
    {
        var world = new OwnerWorld(new TenantDocument { DailyLimitNanoUsd = daily, MonthlyLimitNanoUsd = monthly }, Noon);
        return (world, world.Owner("a"));
    }

    private static (long Spent, long Held) Spent(AccountOwner owner, Hold hold)
    {
        var day = owner.Budgets(hold).Single(budget => !budget.Window.IsMonth);
        return (day.SpentNanoUsd, day.HeldNanoUsd);
    }
}
