using GenOps.Core.Pricing;
using GenOps.Core.Reports;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Reports;

public sealed class ModelAdviceTests
{
    private static readonly IReadOnlyList<ModelPrice> InForce = PriceCatalogue.BuiltIn.InForce(new DateOnly(2026, 11, 24));

    [Theory]
    [InlineData("high_throughput", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", PolicyMode.Advisory, 100)]
    [InlineData("cost_sensitive", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", PolicyMode.Strict, 50)]
    [InlineData("high_quality", "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", PolicyMode.Enforced, 10)]
    [InlineData("code_generation", "deepseek-ai/DeepSeek-Coder-V2-Instruct", PolicyMode.Advisory, 25)]
    public void For_UseCase_BeginsWithItsGuidance(string name, string model, PolicyMode policy, int chunkSize)
    {
        var guidance = UseCaseGuidance.Find(name)!;

        var advice = ModelAdvice.For(new ModelWish { Guidance = guidance }, InForce);

        Assert.Equal((model, policy, chunkSize), (advice[0].Model.Model, guidance.Policy, guidance.ChunkSize));
        Assert.Equal(ModelAdvice.MaxModels, advice.Count);
        Assert.All(advice, one => Assert.True(one.IsCompliant && one.Reasons.Count > 0));
    }

    [Fact]
    public void Find_UnknownUseCase_IsNull() => Assert.Null(UseCaseGuidance.Find("cheap"));

    [Fact]
    public void For_Budget_CompliantModelsComeFirst()
    {
        // 1,000 in and 500 out cost 7.5 million nano-dollars with the largest model.
        var advice = ModelAdvice.For(Wish("high_quality") with { BudgetNanoUsdPerCall = 7_000_000 }, InForce);

        Assert.True(advice[0].IsCompliant);
        Assert.True(advice[0].CostNanoUsd <= 7_000_000);
        Assert.NotEqual(UseCaseGuidance.Find("high_quality")!.Model, advice[0].Model.Model);
    }

    [Fact]
    public void For_BudgetBelowEveryModel_SaysSo() =>
        Assert.All(ModelAdvice.For(Wish("cost_sensitive") with { BudgetNanoUsdPerCall = 1 }, InForce), advice =>
        {
            Assert.False(advice.IsCompliant);
            Assert.Contains("over the budget of 0.000000001 USD", string.Join(' ', advice.Reasons), StringComparison.Ordinal);
        });

    [Fact]
    public void For_Needs_LeavesOnlyModelsThatHaveThem()
    {
        var advice = ModelAdvice.For(Wish("high_throughput") with { Needs = ModelCapabilities.Vision }, InForce);

        Assert.NotEmpty(advice);
        Assert.All(advice, one => Assert.True(one.Model.Capabilities.HasFlag(ModelCapabilities.Vision)));
        Assert.Empty(ModelAdvice.For(Wish("high_throughput") with { Needs = ModelCapabilities.Vision | ModelCapabilities.Reasoning }, InForce));
    }

    [Fact]
    public void For_MinContext_LeavesOnlyModelsWithIt() => Assert.All(
        ModelAdvice.For(Wish("code_generation") with { MinContextLength = 100_000 }, InForce), advice => Assert.True(advice.Model.ContextLength >= 100_000));

    [Theory]
    [InlineData(Complexity.Low, ModelTier.Lite)]
    [InlineData(Complexity.Medium, ModelTier.Standard)]
    [InlineData(Complexity.High, ModelTier.Large)]
    public void For_Complexity_DecidesTheSize(Complexity complexity, ModelTier tier) =>
        Assert.Equal(tier, ModelAdvice.For(Wish("cost_sensitive") with { Complexity = complexity }, InForce)[0].Model.Tier);

    private static ModelWish Wish(string useCase) => new() { Guidance = UseCaseGuidance.Find(useCase)! };
}
