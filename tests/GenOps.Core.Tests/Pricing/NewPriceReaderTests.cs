using System.Text;
using GenOps.Core.Pricing;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Tests.Pricing;

public sealed class NewPriceReaderTests
{
    private const string Known = "zai-org/GLM-5.2";
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Read_KnownModel_KeepsWhatIsLeftOut()
    {
        var old = PriceCatalogue.BuiltIn.Find(Known, Today)!;

        var price = Valid($$"""{"model": "{{Known}}", "input_usd_per_million": "1.5", "output_usd_per_million": 4.5, "effective_from": "2026-12-01"}""");

        Assert.Equal((1_500_000_000, 4_500_000_000, 260_000_000L), (price.InputNanoUsdPerMillion, price.OutputNanoUsdPerMillion, price.CachedInputNanoUsdPerMillion!.Value));
        Assert.Equal((old.ContextLength, old.IsContextAssumed, old.Tier), (price.ContextLength, price.IsContextAssumed, price.Tier));
        Assert.Equal((new DateOnly(2026, 12, 1), "override-2026-12-01-id"), (price.EffectiveFrom, price.PriceVersion));
    }

    [Fact]
    public void Read_NewModel_HasWhatWasSent()
    {
        var price = Valid("""
            {"model": "acme/new", "input_usd_per_million": "0.5", "cached_input_usd_per_million": "0.5", "output_usd_per_million": "1", "image_usd": "0.001",
             "image_token_bound": 4096, "context_length": 8192, "tier": "large", "capabilities": ["chat", "vision"], "batch_discount_percent": 50}
            """);

        Assert.Equal((8192, false, ModelTier.Large, ModelCapabilities.Chat | ModelCapabilities.Vision), (price.ContextLength, price.IsContextAssumed, price.Tier, price.Capabilities));
        Assert.Equal((1_000_000L, 4096, 50, Today), (price.ImageNanoUsd!.Value, price.ImageTokenBound!.Value, price.BatchDiscountPercent!.Value, price.EffectiveFrom));
    }

    [Fact]
    public void Read_ManyFaults_TellsAllOfThem() => Assert.Equal(
        [
            "$.typo", "$.model", "$.effective_from", "$.input_usd_per_million", "$.output_usd_per_million", "$.image_token_bound", "$.context_length",
            "$.tier", "$.capabilities[1]", "$.force",
        ],
        Faults("""
            {"typo": 1, "model": "", "effective_from": "2026-11-23", "input_usd_per_million": "-1", "output_usd_per_million": 1e3, "image_token_bound": -1,
             "context_length": 0, "tier": "huge", "capabilities": ["chat", "flying"], "force": "yes"}
            """));

    [Fact]
    public void Read_NothingSent_TellsWhatIsMissing() =>
        Assert.Equal(["$.model", "$.input_usd_per_million", "$.output_usd_per_million", "$.context_length"], Faults("{}"));

    [Theory]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-11-24", true)]
    [InlineData("2031-11-24", true)]
    [InlineData("2031-11-25", false)]
    public void Read_EffectiveFrom_IsNotInThePast(string day, bool isRight) =>
        Assert.Equal(isRight, Faults($$"""{"model": "{{Known}}", "input_usd_per_million": "1", "output_usd_per_million": "1", "effective_from": "{{day}}"}""").Count == 0);

    [Theory]
    [InlineData("1400", "4400", "0.26", "", 0)]
    [InlineData("1400.000000001", "4400", "0.26", "", 1)]
    [InlineData("1400", "4400.1", "260.1", "", 2)]
    [InlineData("1400.1", "4400.1", "260.1", ", \"force\": true", 0)]
    [InlineData("1400.1", "4400", "0.26", ", \"force\": false", 1)]
    public void Read_MoreThanAThousandTimesTheOld_NeedsForce(string input, string output, string cached, string force, int faults) => Assert.Equal(faults, Faults(
        $$"""{"model": "{{Known}}", "input_usd_per_million": "{{input}}", "output_usd_per_million": "{{output}}", "cached_input_usd_per_million": "{{cached}}"{{force}}}""").Count);

    [Theory]
    [InlineData("0.26", 0)]
    [InlineData("0.259999999", 1)]
    public void Read_CachedRateThatIsKeptIsAboveTheInputRate_IsRefused(string input, int faults) =>
        Assert.Equal(faults, Faults($$"""{"model": "{{Known}}", "input_usd_per_million": "{{input}}", "output_usd_per_million": "1"}""").Count);

    [Fact]
    public void Read_RateAboveTheLimit_IsRefused() =>
        Assert.Equal(["$.output_usd_per_million"], Faults("""{"model": "a", "input_usd_per_million": "10000", "output_usd_per_million": "10000.1", "context_length": 1}"""));

    private static ModelPrice Valid(string json)
    {
        var reading = Read(json);
        Assert.Empty(reading.Faults);
        return reading.Document!;
    }

    private static List<string> Faults(string json)
    {
        var reading = Read(json);
        Assert.Equal(reading.Faults.Count > 0, reading.Document is null);
        return [.. reading.Faults.Select(static fault => fault.Path)];
    }

    private static DocumentReading<ModelPrice> Read(string json) => NewPriceReader.Read(Encoding.UTF8.GetBytes(json), PriceCatalogue.BuiltIn, Today, "id");
}
