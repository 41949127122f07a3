using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class PriceCatalogueTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void Find_PriceThatChanged_IsTheOneInForceOnTheDay()
    {
        const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

        Assert.Equal(880_000_000, PriceCatalogue.BuiltIn.Find(Model, new DateOnly(2026, 6, 30))?.InputNanoUsdPerMillion);
        Assert.Equal(1_040_000_000, PriceCatalogue.BuiltIn.Find(Model, new DateOnly(2026, 7, 1))?.InputNanoUsdPerMillion);
        Assert.Equal("2026-10-07", PriceCatalogue.BuiltIn.Find(Model, Day)?.PriceVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("openai/gpt-oss-20")]
    [InlineData("openai/gpt-oss-20b ")]
    [InlineData("OpenAI/gpt-oss-20b")]
    [InlineData("gpt-oss-20b")]
    [InlineData("openai/gpt-oss-20b-turbo")]
    public void Find_NameThatOnlyResembles_IsUnknown(string model)
    {
        Assert.NotNull(PriceCatalogue.BuiltIn.Find("openai/gpt-oss-20b", Day));
        Assert.Null(PriceCatalogue.BuiltIn.Find(model, Day));
    }

    [Fact]
    public void Find_BeforeTheFirstPrice_IsUnknown()
    {
        var catalogue = new PriceCatalogue([Prices.Sample with { EffectiveFrom = Day }]);

        Assert.Null(catalogue.Find(Prices.Sample.Model, Day.AddDays(-1)));
        Assert.NotNull(catalogue.Find(Prices.Sample.Model, Day));
    }

    [Fact]
    public void With_Override_HoldsFromItsDayAndKeepsTheOld()
    {
        var old = new PriceCatalogue([Prices.Sample]);
        var overlaid = old.With([Prices.Sample with { EffectiveFrom = Day, InputNanoUsdPerMillion = 5 }]);

        Assert.Equal(5, overlaid.Find(Prices.Sample.Model, Day)?.InputNanoUsdPerMillion);
        Assert.Equal(Prices.Sample, overlaid.Find(Prices.Sample.Model, Day.AddDays(-1)));
        Assert.Equal(Prices.Sample, old.Find(Prices.Sample.Model, Day));
        Assert.Equal(2, overlaid.History(Prices.Sample.Model).Length);
    }

    [Fact]
    public void With_SameDay_LastOneWins()
    {
        var first = Prices.Sample with { InputNanoUsdPerMillion = 1 };
        var second = Prices.Sample with { InputNanoUsdPerMillion = 2 };

        var catalogue = new PriceCatalogue([Prices.Sample]).With([first, second]).With([]);

        Assert.Equal(second, catalogue.Find(Prices.Sample.Model, Day));
        Assert.Equal(1, catalogue.History(Prices.Sample.Model).Length);
    }

    [Fact]
    public void InForce_Day_ListsEachModelOnceByName()
    {
        var later = Prices.Sample with { Model = "a/later", EffectiveFrom = Day.AddDays(1) };
        var prices = PriceCatalogue.BuiltIn.With([later]).InForce(Day);

        Assert.Equal(prices.Select(price => price.Model).Distinct().Order(StringComparer.Ordinal), prices.Select(price => price.Model));
        Assert.DoesNotContain(later, prices);
        Assert.Equal(29, prices.Count);
    }

    [Fact]
    public void History_UnknownModel_IsEmpty()
    {
        Assert.True(PriceCatalogue.BuiltIn.History("nobody/nothing").IsEmpty);
    }

    [Theory]
    [InlineData("meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", 5_000_000_000, 5_000_000_000, 131_072, ModelTier.Large)]
    [InlineData("deepseek-ai/DeepSeek-R1", 550_000_000, 2_190_000_000, 65_536, ModelTier.Standard)]
    [InlineData("Qwen/Qwen3.8-Flash", 90_000_000, 282_000_000, 1_048_576, ModelTier.Lite)]
    [InlineData("moonshotai/Kimi-K3", 3_000_000_000, 15_000_000_000, 1_048_576, ModelTier.Large)]
    public void BuiltIn_ListedModel_HasItsRates(string model, long input, long output, int context, ModelTier tier)
    {
        var price = PriceCatalogue.BuiltIn.Find(model, Day);

        Assert.NotNull(price);
        Assert.Equal((input, output, context, tier), (price.InputNanoUsdPerMillion, price.OutputNanoUsdPerMillion, price.ContextLength, price.Tier));
        Assert.Equal(context == 1_048_576, price.IsContextAssumed);
        Assert.True(price.Capabilities.HasFlag(ModelCapabilities.Chat));
    }

    [Fact]
    public void BuiltIn_SpecialRates_AreKnown()
    {
        Assert.Equal(260_000_000, PriceCatalogue.BuiltIn.Find("zai-org/GLM-5.2", Day)?.CachedInputNanoUsdPerMillion);
        Assert.Equal(1_000_000, PriceCatalogue.BuiltIn.Find("Qwen/Qwen2.5-VL-72B-Instruct", Day)?.ImageNanoUsd);
        Assert.Equal(500_000, PriceCatalogue.BuiltIn.Find("meta-llama/Llama-Vision-Free", Day)?.ImageNanoUsd);
        Assert.Equal(50, PriceCatalogue.BuiltIn.Find("meta-llama/Llama-3.3-70B-Instruct-Turbo", Day)?.BatchDiscountPercent);
    }

    [Fact]
    public void BuiltIn_EveryPrice_ChargesSomethingAndNoMoreForCachedTokens()
    {
        foreach (var price in PriceCatalogue.BuiltIn.InForce(Day))
        {
            Assert.InRange(price.InputNanoUsdPerMillion, 1, PriceLimits.MaxNanoUsdPerMillion);
            Assert.InRange(price.OutputNanoUsdPerMillion, price.InputNanoUsdPerMillion, PriceLimits.MaxNanoUsdPerMillion);
            Assert.True((price.CachedInputNanoUsdPerMillion ?? 0) <= price.InputNanoUsdPerMillion, price.Model);
        }
    }
}
