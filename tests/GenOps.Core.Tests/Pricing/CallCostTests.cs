using System.Numerics;
using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class CallCostTests
{
    [Fact]
    public void NanoUsd_InputAndOutput_AddsBothRates()
    {
        // 1,000 × 0.14 and 500 × 0.28 dollars per million.
        Assert.Equal(280_000, CallCost.NanoUsd(Prices.Sample, new TokenUsage(1000, 500)));
    }

    [Fact]
    public void NanoUsd_PartsOfANano_RoundUpOnce()
    {
        var price = Prices.Sample with { InputNanoUsdPerMillion = 1, OutputNanoUsdPerMillion = 1 };

        Assert.Equal(0, CallCost.NanoUsd(price, default));
        Assert.Equal(1, CallCost.NanoUsd(price, new TokenUsage(1, 0)));
        Assert.Equal(1, CallCost.NanoUsd(price, new TokenUsage(1, 1)));
        Assert.Equal(1, CallCost.NanoUsd(price, new TokenUsage(500_000, 500_000)));
        Assert.Equal(2, CallCost.NanoUsd(price, new TokenUsage(500_000, 500_001)));
    }

    [Fact]
    public void NanoUsd_CachedTokens_AreChargedOnceAtTheirRate()
    {
        var price = Prices.Sample with { CachedInputNanoUsdPerMillion = 14_000_000 };

        Assert.Equal((600 * 140) + (400 * 14), CallCost.NanoUsd(price, new TokenUsage(1000, 0, cachedTokens: 400)));
    }

    [Fact]
    public void NanoUsd_CachedRateOfZero_IsNotMissing()
    {
        var price = Prices.Sample with { CachedInputNanoUsdPerMillion = 0 };

        Assert.Equal(0, CallCost.NanoUsd(price, new TokenUsage(1000, 0, cachedTokens: 1000)));
    }

    [Fact]
    public void NanoUsd_NoCachedRate_ChargesTheInputRate()
    {
        Assert.Equal(140_000, CallCost.NanoUsd(Prices.Sample, new TokenUsage(1000, 0, cachedTokens: 1000)));
    }

    [Fact]
    public void NanoUsd_ReasoningTokens_AreNotChargedAgain()
    {
        Assert.Equal(
            CallCost.NanoUsd(Prices.Sample, new TokenUsage(10, 100)),
            CallCost.NanoUsd(Prices.Sample, new TokenUsage(10, 100, reasoningTokens: 90)));
    }

    [Fact]
    public void NanoUsd_Images_AddTheirPriceEach()
    {
        var price = Prices.Sample with { ImageNanoUsd = 1_000_000 };

        Assert.Equal(3_000_140, CallCost.NanoUsd(price, new TokenUsage(1, 0, images: 3)));
        Assert.Equal(140, CallCost.NanoUsd(Prices.Sample, new TokenUsage(1, 0, images: 3)));
    }

    [Fact]
    public void NanoUsd_EveryLimitAtOnce_IsExact()
    {
        var price = Prices.Sample with
        {
            InputNanoUsdPerMillion = PriceLimits.MaxNanoUsdPerMillion,
            OutputNanoUsdPerMillion = PriceLimits.MaxNanoUsdPerMillion,
            ImageNanoUsd = PriceLimits.MaxImageNanoUsd,
        };
        var usage = new TokenUsage(PriceLimits.MaxTokens, PriceLimits.MaxTokens, images: PriceLimits.MaxImages);

        Assert.Equal(Exact(price, usage), CallCost.NanoUsd(price, usage));
    }

    [Fact]
    public void NanoUsd_RandomPricesAndUsages_AgreesWithBigInteger()
    {
        const int Seed = 1;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var price = Prices.Random(random);
            price = price with { CachedInputNanoUsdPerMillion = random.Next(2) == 0 ? null : price.InputNanoUsdPerMillion / random.Next(1, 9) };
            var input = Tokens(random);
            var usage = new TokenUsage(input, Tokens(random), random.NextInt64(0, input + 1), images: random.Next(0, PriceLimits.MaxImages));

            Assert.True(Exact(price, usage) == CallCost.NanoUsd(price, usage), $"seed {Seed}, step {i}: {price} {usage}");
        }
    }

    [Fact]
    public void NanoUsd_Called_AllocatesNothing()
    {
        var usage = new TokenUsage(1000, 500, cachedTokens: 10);
        CallCost.NanoUsd(Prices.Sample, usage);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            CallCost.NanoUsd(Prices.Sample, usage);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static long Tokens(Random random) => random.NextInt64(0, PriceLimits.MaxTokens + 1) >> random.Next(0, 37);

    private static BigInteger Exact(ModelPrice price, TokenUsage usage)
    {
        var perMillion = (new BigInteger(usage.InputTokens - usage.CachedTokens) * price.InputNanoUsdPerMillion)
            + (new BigInteger(usage.CachedTokens) * (price.CachedInputNanoUsdPerMillion ?? price.InputNanoUsdPerMillion))
            + (new BigInteger(usage.OutputTokens) * price.OutputNanoUsdPerMillion);
        return BigInteger.DivRem(perMillion + 999_999, 1_000_000, out _) + (new BigInteger(usage.Images) * (price.ImageNanoUsd ?? 0));
    }
}
