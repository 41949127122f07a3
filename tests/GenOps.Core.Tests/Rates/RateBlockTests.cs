using GenOps.Core.Rates;

namespace GenOps.Core.Tests.Rates;

public sealed class RateBlockTests
{
    private const long Minute = 100;
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(7, 3L)]
    [InlineData(8, null)]
    public void Wanted_OthersTookMost_NeverPassesTheLimit(long leased, long? expected)
    {
        var block = new RateBlock();
        Assert.False(block.TryTake(Minute, 10, 3, Now));

        Assert.Equal(expected, block.Wanted(leased, 3, 3, Now));
    }

    [Fact]
    public void TryTake_ExactlyWhatIsThere_TakesIt()
    {
        var block = Taken(3);

        Assert.True(block.TryTake(Minute, 10, 3, Now));
        Assert.False(block.TryTake(Minute, 10, 1, Now));
    }

    [Fact]
    public void Return_MinuteIsOver_AddsNothingToTheNext()
    {
        var block = Taken(3);
        Assert.True(block.TryTake(Minute, 10, 3, Now));
        Assert.False(block.TryTake(Minute + 1, 10, 1, Now));

        block.Return(Minute, 3);

        Assert.False(block.TryTake(Minute + 1, 10, 1, Now));
    }

    [Fact]
    public void ReturnIdle_UnitsOnTheirWayBack_ServeNoCall()
    {
        var block = Taken(3);

        block.ReturnIdle(Minute, TimeSpan.FromSeconds(2), Now + TimeSpan.FromSeconds(2));

        Assert.False(block.TryTake(Minute, 10, 1, Now));
        Assert.Equal(0, block.Next(RateKind.Requests, 3, 0).LeasedUnits);
    }

    [Fact]
    public void Uncertain_WriteMayHaveHappened_GivesNothingBackASecondTime()
    {
        var block = Taken(3);
        block.ReturnIdle(Minute, TimeSpan.Zero, Now);

        block.Uncertain(Minute, returned: 3);

        Assert.Equal(0, block.ReturningUnits);
    }

    private static RateBlock Taken(long units)
    {
        var block = new RateBlock();
        Assert.False(block.TryTake(Minute, 10, units, Now));
        block.Landed(Minute, returned: 0, block.Wanted(0, units, units, Now)!.Value);
        return block;
    }
}
