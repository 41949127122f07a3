using GenOps.Core.Pricing;
using GenOps.Core.Reports;

namespace GenOps.Core.Tests.Reports;

public sealed class CostAnalysisTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly IReadOnlyList<ModelPrice> InForce = PriceCatalogue.BuiltIn.InForce(Day);

    [Fact]
    public void Of_Load_MultipliesOneCallsCost()
    {
        var analysis = CostAnalysis.Of(new CostLoad(Find("meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo"), new TokenUsage(1_000, 200), 10_000, 30), InForce)!;

        // 1,200 tokens at 5 dollars a million are 0.006 dollars.
        Assert.Equal((60_000_000_000, 1_800_000_000_000, 21_900_000_000_000), (analysis.DailyNanoUsd, analysis.PeriodNanoUsd, analysis.YearlyNanoUsd));
    }

    [Fact]
    public void Of_AnyModel_AlternativesAreCheaperWithEnoughContextAndSortedBySaving()
    {
        foreach (var model in InForce)
        {
            var load = new CostLoad(model, new TokenUsage(1_000, 200), 1, 1);
            var analysis = CostAnalysis.Of(load, InForce)!;

            Assert.All(analysis.Alternatives, other =>
            {
                Assert.True(other.Model.ContextLength >= 0.8 * model.ContextLength);
                Assert.Equal(CallCost.NanoUsd(other.Model, load.Usage), other.CostNanoUsd);
                Assert.Equal(analysis.DailyNanoUsd - other.CostNanoUsd, other.SavingNanoUsd);
                Assert.True(other.SavingNanoUsd > 0);
            });
            Assert.Equal(analysis.Alternatives.OrderByDescending(other => other.SavingNanoUsd).Select(other => other.SavingNanoUsd),
                analysis.Alternatives.Select(other => other.SavingNanoUsd));
        }
    }

    [Fact]
    public void AlternativesTo_VisionModel_TakeImagesToo() =>
        Assert.All(
            ModelChoice.AlternativesTo(Find("Qwen/Qwen2.5-VL-72B-Instruct"), InForce),
            other => Assert.True(other.Capabilities.HasFlag(ModelCapabilities.Vision)));

    [Theory]
    [InlineData(80, true)]
    [InlineData(79, false)]
    public void AlternativesTo_Context_FourFifthsAreEnough(int contextLength, bool isEnough)
    {
        var current = Find("openai/gpt-oss-20b") with { ContextLength = 100 };
        var other = current with { Model = "other", ContextLength = contextLength };

        Assert.Equal(isEnough, ModelChoice.AlternativesTo(current, [current, other]).Any());
    }

    [Fact]
    public void Of_MoreThanCanBeWritten_IsNull()
    {
        var usage = new TokenUsage(PriceLimits.MaxContextLength, PriceLimits.MaxContextLength);

        Assert.Null(CostAnalysis.Of(new CostLoad(Find("moonshotai/Kimi-K3"), usage, CostAnalysis.MaxOperationsPerDay, 1), InForce));
    }

    private static ModelPrice Find(string model) => PriceCatalogue.BuiltIn.Find(model, Day)!;
}
