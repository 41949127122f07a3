using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Tests.Report;

/// <summary>The limit itself is good.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData(1.99, true)]
    [InlineData(2.0, true)]
    [InlineData(2.01, false)]
    public void IsMet_AtMost_BelowAndAtTheLimit(double value, bool isMet)
    {
        Assert.Equal(isMet, Target.AtMost(2).IsMet(value));
    }

    [Theory]
    [InlineData(0.49, false)]
    [InlineData(0.5, true)]
    [InlineData(0.51, true)]
    public void IsMet_AtLeast_AboveAndAtTheLimit(double value, bool isMet)
    {
        Assert.Equal(isMet, Target.AtLeast(0.5).IsMet(value));
    }

    [Fact]
    public void IsMet_NotANumber_IsMissed()
    {
        Assert.False(Target.AtMost(2).IsMet(double.NaN));
        Assert.False(Target.AtLeast(2).IsMet(double.NaN));
    }
}
