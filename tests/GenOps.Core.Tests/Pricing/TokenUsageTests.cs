using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class TokenUsageTests
{
    [Theory]
    [InlineData(-1, 0, 0, 0, 0)]
    [InlineData(0, -1, 0, 0, 0)]
    [InlineData(10, 0, 11, 0, 0)]
    [InlineData(10, 0, -1, 0, 0)]
    [InlineData(0, 10, 0, 11, 0)]
    [InlineData(0, 10, 0, -1, 0)]
    [InlineData(0, 0, 0, 0, -1)]
    [InlineData(0, 0, 0, 0, PriceLimits.MaxImages + 1)]
    [InlineData(PriceLimits.MaxTokens + 1, 0, 0, 0, 0)]
    [InlineData(0, PriceLimits.MaxTokens + 1, 0, 0, 0)]
    public void New_Inconsistent_Throws(long input, long output, long cached, long reasoning, int images)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenUsage(input, output, cached, reasoning, images));
    }

    [Fact]
    public void New_AtTheLimits_Keeps()
    {
        var usage = new TokenUsage(PriceLimits.MaxTokens, PriceLimits.MaxTokens, PriceLimits.MaxTokens, PriceLimits.MaxTokens, PriceLimits.MaxImages);

        Assert.Equal(PriceLimits.MaxTokens, usage.CachedTokens);
        Assert.Equal(PriceLimits.MaxImages, usage.Images);
    }
}
