using GenOps.Cli.Loadtest;

namespace GenOps.Cli.Tests.Loadtest;

public sealed class SpreadTests
{
    [Fact]
    public void Of_Nothing_Null() => Assert.Null(Spread.Of([]));

    [Fact]
    public void Of_One_IsEveryPercentile() => Assert.Equal(new Spread(7, 7, 7, 7), Spread.Of([7]));

    [Fact]
    public void Of_Hundred_NearestRank() =>
        Assert.Equal(new Spread(50.5, 50, 95, 99), Spread.Of([.. Enumerable.Range(1, 100).Reverse().Select(static value => (long)value)]));

    [Fact]
    public void Of_Three_RoundsTheRankUp() => Assert.Equal(new Spread(20, 20, 30, 30), Spread.Of([30, 10, 20]));
}
