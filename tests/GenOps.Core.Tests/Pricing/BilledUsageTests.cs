using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

public sealed class BilledUsageTests
{
    private static readonly TokenUsage Bound = new(1000, 500, images: 2);

    [Fact]
    public void Of_ConsistentReport_IsChargedAsReported()
    {
        var billed = BilledUsage.Of(new ReportedUsage(100, 50, 150, 40, 30), Bound, textTokenBound: 400);

        Assert.Equal(new BilledUsage(new TokenUsage(100, 50, 40, 30, 2), IsEstimated: false, IsInconsistent: false), billed);
    }

    [Fact]
    public void Of_ExplicitZeros_AreNotMissing()
    {
        var billed = BilledUsage.Of(new ReportedUsage(0, 0, 0, 0, 0), Bound, textTokenBound: 400);

        Assert.Equal(new BilledUsage(new TokenUsage(0, 0, images: 2), IsEstimated: false, IsInconsistent: false), billed);
    }

    [Fact]
    public void Of_MoreThanTheBound_IsChargedInFull()
    {
        Assert.Equal(new TokenUsage(2000, 900, images: 2), BilledUsage.Of(new ReportedUsage(2000, 900), Bound, 0).Tokens);
    }

    [Fact]
    public void Of_NoReport_IsTheInputBoundAndTheText()
    {
        var billed = BilledUsage.Of(null, Bound, textTokenBound: 120);

        Assert.Equal(new BilledUsage(new TokenUsage(1000, 120, images: 2), IsEstimated: true, IsInconsistent: false), billed);
        Assert.Equal(500, BilledUsage.Of(null, Bound, textTokenBound: 9999).Tokens.OutputTokens);
    }

    [Fact]
    public void Of_OutputMissing_IsTheRestOfTheTotalElseTheText()
    {
        Assert.Equal(new TokenUsage(100, 60, images: 2), BilledUsage.Of(new ReportedUsage(100, null, 160), Bound, 120).Tokens);

        var billed = BilledUsage.Of(new ReportedUsage(100, null), Bound, 120);
        Assert.Equal((120, true), (billed.Tokens.OutputTokens, billed.IsEstimated));
    }

    [Fact]
    public void Of_InputMissing_IsTheRestOfTheTotalElseTheBound()
    {
        Assert.Equal(new TokenUsage(100, 60, images: 2), BilledUsage.Of(new ReportedUsage(null, 60, 160), Bound, 0).Tokens);

        var billed = BilledUsage.Of(new ReportedUsage(null, 60), Bound, 0);
        Assert.Equal((1000, true), (billed.Tokens.InputTokens, billed.IsEstimated));
    }

    [Fact]
    public void Of_TotalBelowOnePart_IsNotUsed()
    {
        Assert.Equal(120, BilledUsage.Of(new ReportedUsage(100, null, 50), Bound, 120).Tokens.OutputTokens);
        Assert.Equal(new TokenUsage(100, 50, images: 2), BilledUsage.Of(new ReportedUsage(100, 50, 0), Bound, 120).Tokens);
    }

    [Fact]
    public void Of_TotalEqualToOnePart_LeavesNothingForTheOther()
    {
        Assert.Equal(new BilledUsage(new TokenUsage(100, 0, images: 2), false, false), BilledUsage.Of(new ReportedUsage(100, null, 100), Bound, 120));
        Assert.Equal(new BilledUsage(new TokenUsage(0, 60, images: 2), false, false), BilledUsage.Of(new ReportedUsage(null, 60, 60), Bound, 120));
    }

    [Fact]
    public void Of_AllInputCachedAndAllOutputReasoning_ChargesEachOnce()
    {
        var billed = BilledUsage.Of(new ReportedUsage(100, 50, 150, 100, 50), Bound, 0);

        Assert.Equal(new BilledUsage(new TokenUsage(100, 50, 100, 50, 2), IsEstimated: false, IsInconsistent: false), billed);
    }

    [Theory]
    [InlineData(-5L)]
    [InlineData(long.MinValue)]
    [InlineData(BilledUsage.MaxReportedTokens + 1)]
    [InlineData(long.MaxValue)]
    public void Of_ImpossibleCount_IsMissingAndInconsistent(long count)
    {
        var billed = BilledUsage.Of(new ReportedUsage(count, count, count, count, count), Bound, 120);

        Assert.Equal(new BilledUsage(new TokenUsage(1000, 120, images: 2), IsEstimated: true, IsInconsistent: true), billed);
    }

    [Fact]
    public void Of_TotalAboveTheParts_ChargesTheRestAsOutput()
    {
        var billed = BilledUsage.Of(new ReportedUsage(100, 50, 450, null, 300), Bound, 0);

        Assert.Equal(new BilledUsage(new TokenUsage(100, 350, 0, 300, 2), IsEstimated: false, IsInconsistent: true), billed);
        Assert.Equal(new TokenUsage(100, 350, images: 2), BilledUsage.Of(new ReportedUsage(100, 50, 450), Bound, 0).Tokens);
    }

    [Fact]
    public void Of_CachedAboveInput_ChargesBothInFull()
    {
        var billed = BilledUsage.Of(new ReportedUsage(100, 50, 150, 900), Bound, 0);

        Assert.Equal(new BilledUsage(new TokenUsage(1000, 50, images: 2), IsEstimated: false, IsInconsistent: true), billed);
    }

    [Fact]
    public void Of_ReasoningAboveOutput_ChargesBoth()
    {
        var billed = BilledUsage.Of(new ReportedUsage(100, 50, 150, null, 60), Bound, 0);

        Assert.Equal(new BilledUsage(new TokenUsage(100, 110, 0, 60, 2), IsEstimated: false, IsInconsistent: true), billed);
    }

    [Fact]
    public void Of_StreamThatBrokeOff_IsTheLargerOfReportAndText()
    {
        Assert.Equal(120, BilledUsage.Of(new ReportedUsage(100, 5), Bound, 120, isComplete: false).Tokens.OutputTokens);
        Assert.Equal(130, BilledUsage.Of(new ReportedUsage(100, 130), Bound, 120, isComplete: false).Tokens.OutputTokens);
        Assert.True(BilledUsage.Of(new ReportedUsage(100, 130), Bound, 120, isComplete: false).IsEstimated);
    }

    [Fact]
    public void Of_EmbeddingWithoutOutputCount_IsNoEstimate()
    {
        var billed = BilledUsage.Of(new ReportedUsage(8, null, 8), new TokenUsage(40, 0), 0);

        Assert.Equal(new BilledUsage(new TokenUsage(8, 0), IsEstimated: false, IsInconsistent: false), billed);
        Assert.False(BilledUsage.Of(new ReportedUsage(8, null), new TokenUsage(40, 0), 0).IsEstimated);
    }

    [Fact]
    public void Of_RandomReports_NeverChargesLessThanAnyPartOfThem()
    {
        const int Seed = 3;
        var random = new Random(Seed);
        var price = Prices.Sample with { CachedInputNanoUsdPerMillion = 14_000_000 };
        for (var i = 0; i < 50_000; i++)
        {
            var report = new ReportedUsage(Count(random), Count(random), Count(random), Count(random), Count(random));

            var billed = BilledUsage.Of(report, Bound, random.Next(0, 700), random.Next(2) == 0);

            var cost = CallCost.NanoUsd(price, billed.Tokens);
            var least = CallCost.NanoUsd(price, Literal(report));
            Assert.True(cost >= least, $"seed {Seed}, step {i}: {report} was charged {cost}, it says at least {least}");
            Assert.True(billed.Tokens.OutputTokens >= report.ReasoningTokens.GetValueOrDefault() || report.ReasoningTokens > int.MaxValue);
        }
    }

    // What the report says at the very least, missing and impossible numbers left out.
    private static TokenUsage Literal(ReportedUsage report)
    {
        var input = Believed(report.InputTokens);
        return new TokenUsage(input, Believed(report.OutputTokens), Math.Min(input, Believed(report.CachedTokens)));
    }

    private static long Believed(long? count) => count is >= 0 and <= BilledUsage.MaxReportedTokens ? count.Value : 0;

    private static long? Count(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => 0,
        2 => -random.NextInt64(1, long.MaxValue),
        3 => random.NextInt64(0, long.MaxValue),
        _ => random.Next(0, 2000),
    };
}
