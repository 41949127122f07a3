using GenOps.Benchmarks.Load;

namespace GenOps.Benchmarks.Tests.Load;

/// <summary>A B A B, and the middle.</summary>
public sealed class TurnsTests
{
    [Fact]
    public async Task Take_TwoPairs_Alternates()
    {
        var order = "";

        var turns = await Turns.TakeAsync(2, () => Task.FromResult(order += "A"), () => Task.FromResult(order += "B"));

        Assert.Equal([("A", "AB"), ("ABA", "ABAB")], turns);
    }

    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 100.0 }, 3.0)]
    public void Median_Values_IsTheMiddle(double[] values, double expected)
    {
        Assert.Equal(expected, Turns.Median(values));
    }

    [Fact]
    public void Median_Nothing_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Turns.Median([]));
    }
}
