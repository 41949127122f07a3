using GenOps.Core.Accounts;
using GenOps.Core.Idempotency;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Accounts;

/// <content>What becomes of a hold's money.</content>
public sealed partial class AccountOwnerTests
{
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
    public void Settle_CallThatHeldNothingOutlastsTheRest_LeavesNoLeaseBehind()
    {
        var (world, owner) = World(daily: 100);
        var free = world.Ask(owner, 0);
        world.Settle(owner, world.Ask(owner, 10), cost: 5);
        world.Pass(Options.IdleReturn);
        world.Work(owner);

        world.Settle(owner, free, cost: 0);
        world.Drain(owner);

        Assert.Equal([0L, 5L], world.Entries.Select(entry => entry.CostNanoUsd).Order());
        Assert.Empty(world.Store.Rows.OfType<LeaseRow>());
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

    private static (long Spent, long Held) Spent(AccountOwner owner, Hold hold)
    {
        var day = owner.Budgets(hold).Single(budget => !budget.Window.IsMonth);
        return (day.SpentNanoUsd, day.HeldNanoUsd);
    }
}
