using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class WorstCaseTests
{
    private static readonly CallShape Chat = new() { InputBytes = 1000, Items = 2, Prompts = 1, Completions = 1, TokensPerCompletion = 100 };

    [Fact]
    public void Of_TextCall_IsBytesAndFramingAndTheAllowedOutput()
    {
        var worst = WorstCase.Of(Prices.Sample, Chat);

        Assert.Equal(new TokenUsage(1032, 100), worst.Usage);
        Assert.Equal(CallCost.NanoUsd(Prices.Sample, worst.Usage), worst.NanoUsd);
    }

    [Fact]
    public void Of_MoreThanTheContext_IsCappedByIt()
    {
        var worst = WorstCase.Of(Prices.Sample, Chat with { InputBytes = 1_000_000, TokensPerCompletion = int.MaxValue });

        Assert.Equal(new TokenUsage(8192, 8192), worst.Usage);
    }

    [Fact]
    public void Of_SeveralPromptsAndCompletions_CapsEachByItself()
    {
        var worst = WorstCase.Of(Prices.Sample, Chat with { InputBytes = 1_000_000, Prompts = 3, Completions = 6, TokensPerCompletion = 10_000 });

        Assert.Equal(new TokenUsage(3 * 8192, 6 * 8192), worst.Usage);
    }

    [Fact]
    public void Of_ImagesWithABound_CountTheBoundInsteadOfTheirData()
    {
        var price = Prices.Sample with { ImageTokenBound = 500, ImageNanoUsd = 7 };
        var worst = WorstCase.Of(price, Chat with { InputBytes = 101_000, ImageBytes = 100_000, Images = 2 });

        Assert.Equal(new TokenUsage(1000 + 32 + 1000, 100, images: 2), worst.Usage);
        Assert.Equal(CallCost.NanoUsd(price, new TokenUsage(2032, 100)) + 14, worst.NanoUsd);
    }

    [Fact]
    public void Of_ImagesWithoutABound_FillTheContext()
    {
        Assert.Equal(8192, WorstCase.Of(Prices.Sample, Chat with { Images = 1 }).Usage.InputTokens);
    }

    [Fact]
    public void Of_UnboundedInput_FillsTheContext()
    {
        var price = Prices.Sample with { ImageTokenBound = 500 };

        Assert.Equal(8192, WorstCase.Of(price, Chat with { HasUnboundedInput = true }).Usage.InputTokens);
    }

    [Fact]
    public void Of_Embeddings_HasNoOutput()
    {
        Assert.Equal(0, WorstCase.Of(Prices.Sample, Chat with { Completions = 0 }).Usage.OutputTokens);
    }

    [Fact]
    public void Of_LargestShapeAndPrice_DoesNotOverflow()
    {
        var price = Prices.Sample with
        {
            ContextLength = PriceLimits.MaxContextLength,
            InputNanoUsdPerMillion = PriceLimits.MaxNanoUsdPerMillion,
            OutputNanoUsdPerMillion = PriceLimits.MaxNanoUsdPerMillion,
            ImageNanoUsd = PriceLimits.MaxImageNanoUsd,
        };
        var shape = new CallShape
        {
            InputBytes = int.MaxValue,
            Items = int.MaxValue,
            Prompts = GenOps.Core.Wire.WireLimits.MaxPrompts,
            Images = PriceLimits.MaxImages,
            Completions = GenOps.Core.Wire.WireLimits.MaxCompletions,
            TokensPerCompletion = int.MaxValue,
        };

        Assert.InRange(WorstCase.Of(price, shape).NanoUsd, 1, long.MaxValue / 2);
    }
}
