using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;

namespace GenOps.Core.Tests.Reports;

public sealed class RecommendationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly IReadOnlyList<ModelPrice> InForce = PriceCatalogue.BuiltIn.InForce(Day);

    [Theory]
    [InlineData(799, "")]
    [InlineData(800, "near_limit")]
    [InlineData(899, "near_limit")]
    [InlineData(900, "limit_almost_reached")]
    [InlineData(1_500, "limit_almost_reached")]
    public void Of_Utilization_SpeaksUpFrom80Percent(long spent, string code) =>
        Assert.Equal(code, string.Join(' ', Codes(Budget(1_000, spent)).Where(name => name != "projected_exhaustion")));

    [Fact]
    public void Of_LimitOfZero_IsReached() => Assert.Contains("limit_almost_reached", Codes(Budget(0, 0)));

    [Fact]
    public void Of_NoLimit_SaysNothing() => Assert.Empty(Codes(Budget(null, 1_000)));

    [Theory]
    [InlineData(1_000, 500, null)]
    [InlineData(1_000, 501, 11.952095808)]
    [InlineData(1_000, 750, 4.0)]
    [InlineData(1_000, 0, null)]
    [InlineData(1_000, 1_000, 0.0)]
    public void Project_DaysSpending_GoesOnAsItDid(long limit, long spent, double? hours)
    {
        var at = Exhaustion.Project(Budget(limit, spent), Now);

        Assert.Equal(hours is null, at is null);
        Assert.True(at is null || Math.Abs((at.Value - Now).TotalHours - hours!.Value) < 1e-6, $"{at}");
    }

    [Fact]
    public void Project_YoungWindow_IsNoRate() =>
        Assert.Null(Exhaustion.Project(Budget(1_000, 999), new DateTimeOffset(2026, 11, 24, 0, 14, 59, TimeSpan.Zero)));

    [Fact]
    public void Of_CheaperModelOfTheSameSize_NamesTheSaving()
    {
        var usage = new ModelUsage(
            "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", new Tally { Operations = 10, InputTokens = 1_000_000, OutputTokens = 1_000_000 });

        var cheaper = Assert.Single(Recommendations.Of([], [usage], InForce, _ => true, Now));

        var best = InForce.Where(price => price.Tier is ModelTier.Large && price.ContextLength >= 0.8 * 131_072)
            .Min(price => price.InputNanoUsdPerMillion + price.OutputNanoUsdPerMillion);
        Assert.Equal(("cheaper_model", 10_000_000_000 - best), (cheaper.Code, cheaper.SavingNanoUsd));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_000_000, false)]
    public void Of_SavingBelowACent_IsNotWorthTheTrouble(long tokens, bool isSmall) => Assert.Equal(isSmall, Recommendations.Of(
        [], [new ModelUsage("meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", new Tally { InputTokens = tokens })], InForce, _ => true, Now).Count == 0);

    [Fact]
    public void CheaperAmong_UnknownModelOrNothingAllowed_IsNull()
    {
        Assert.Null(new ModelUsage("gone", new Tally { InputTokens = 1_000 }).CheaperAmong(InForce, _ => true));
        Assert.Null(new ModelUsage("moonshotai/Kimi-K3", new Tally { InputTokens = 1_000 }).CheaperAmong(InForce, _ => false));
    }

    [Theory]
    [InlineData(20, 2_000, 8_000, 1_000_000L, true)]
    [InlineData(20, 2_000, 7_999, 1_000_000L, false)]
    [InlineData(19, 2_000, 80_000, 1_000_000L, false)]
    [InlineData(20, 0, 8_000, 1_000_000L, false)]
    [InlineData(20, 2_000, 8_000, null, false)]
    public void Of_CallsAllowFourTimesWhatTheyUse_SaysSoWhereMoneyIsHeld(long answers, long used, long allowed, long? limit, bool isSaid)
    {
        var usage = new ModelUsage("a/model", new Tally { Operations = answers, OutputTokens = used, OutputTokenBound = allowed });

        var all = Recommendations.Of([Budget(limit, 0)], [usage], [], _ => true, Now);

        Assert.Equal(isSaid ? ["smaller_max_tokens"] : [], all.Select(one => one.Code));
        if (isSaid)
        {
            Assert.Contains("allow 400 tokens of output on average and use 100", all[0].Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Codes(ScopeBudget budget) => Recommendations.Of([budget], [], InForce, _ => true, Now).Select(one => one.Code);

    private static ScopeBudget Budget(long? limit, long spent) => new("", BudgetWindow.DayOf(Day), limit, spent, default);
}
