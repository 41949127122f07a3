using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Accounts;

/// <summary>What one call is told, at the limit and at the turn of a lease. That sums hold in any history is for <see cref="AccountSimulationTests"/>.</summary>
public sealed partial class AccountOwnerTests
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

    private static (OwnerWorld World, AccountOwner Owner) World(long daily, long? monthly = null)
    {
        var world = new OwnerWorld(new TenantDocument { DailyLimitNanoUsd = daily, MonthlyLimitNanoUsd = monthly }, Noon);
        return (world, world.Owner("a"));
    }
}
