using GenOps.Core.Rates;

namespace GenOps.Core.Tests.Rates;

public sealed class SlotBlockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 7, 45, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(69, false)]
    [InlineData(70, true)]
    public void Grow_OtherInstanceDied_ItsPlacesComeBackAfterLifeAndMargin(int seconds, bool isFree)
    {
        var row = Taken(new SlotBlock(), "dead", 0);
        var other = new SlotBlock();
        Assert.False(other.TryTake(1, At(seconds)));

        var grown = other.Grow(row, "other", 1, Start + At(seconds), At(seconds));

        Assert.Equal(isFree, grown is not null);
    }

    [Fact]
    public void TryTake_ShareNotRenewed_StopsBeforeOthersMayTakeIt()
    {
        var block = new SlotBlock();
        Taken(block, "owner", 0);
        block.End();

        Assert.False(block.TryTake(1, SlotBlock.Life - SlotBlock.Margin));
    }

    [Fact]
    public void Tick_CallRuns_RenewsAfterAThirdOfItsLife()
    {
        var block = new SlotBlock();
        Taken(block, "owner", 0);
        block.Tick(At(2), At(0));

        Assert.False(block.Tick(At(2), At(19)));
        Assert.True(block.Tick(At(2), At(20)));
    }

    [Fact]
    public void Tick_PlaceNotNeededSinceTheLastTick_IsGivenBack()
    {
        var block = new SlotBlock();
        var row = Taken(block, "owner", 0);
        block.End();
        Assert.False(block.Tick(At(2), At(1)));

        Assert.True(block.Tick(At(2), At(1)));

        Assert.Empty(block.Keep(row, "owner", Start).Shares);
        Assert.False(block.TryTake(1, At(1)));
    }

    [Fact]
    public void Tick_LimitLoweredBelowWhatRuns_KeepsTheRunningCalls()
    {
        var block = new SlotBlock();
        Assert.False(block.TryTake(3, At(0)));
        block.Landed(block.Grow(null, "owner", 3, Start, At(0))!, "owner", At(0));
        Assert.True(block.TryTake(3, At(0)) && block.TryTake(3, At(0)) && block.TryTake(3, At(0)));

        Assert.False(block.TryTake(1, At(1)));

        Assert.Null(block.Grow(null, "owner", 1, Start, At(1)));
        Assert.Equal(3, Assert.Single(block.Keep(null, "owner", Start).Shares).Slots);
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);

    private static ConcurrencyRow Taken(SlotBlock block, string owner, int seconds)
    {
        Assert.False(block.TryTake(1, At(seconds)));
        var row = block.Grow(null, owner, 1, Start + At(seconds), At(seconds))!;
        block.Landed(row, owner, At(seconds));
        Assert.True(block.TryTake(1, At(seconds)));
        return row;
    }
}
