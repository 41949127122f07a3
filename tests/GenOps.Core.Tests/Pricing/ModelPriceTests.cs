using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class ModelPriceTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(PriceLimits.MaxNanoUsdPerMillion + 1)]
    public void Rates_OutOfRange_Throw(long rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { InputNanoUsdPerMillion = rate });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { OutputNanoUsdPerMillion = rate });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { CachedInputNanoUsdPerMillion = rate });
    }

    [Fact]
    public void OtherValues_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { ImageNanoUsd = PriceLimits.MaxImageNanoUsd + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { ImageTokenBound = PriceLimits.MaxContextLength + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { ContextLength = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { ContextLength = PriceLimits.MaxContextLength + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { BatchDiscountPercent = 101 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Sample with { Model = new string('m', PriceLimits.MaxModelLength + 1) });
        Assert.Throws<ArgumentException>(() => Prices.Sample with { Model = " " });
        Assert.Throws<ArgumentException>(() => Prices.Sample with { PriceVersion = "" });
    }

    [Fact]
    public void OptionalValues_Null_StayNull()
    {
        var price = Prices.Sample with { CachedInputNanoUsdPerMillion = null, ImageNanoUsd = null, ImageTokenBound = null, BatchDiscountPercent = null };

        Assert.Null(price.CachedInputNanoUsdPerMillion);
        Assert.Null(price.ImageTokenBound);
    }
}
