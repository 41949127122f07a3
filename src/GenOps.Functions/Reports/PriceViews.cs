using System.Text.Json.Nodes;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>Prices, estimates and comparisons as JSON.</summary>
internal static class PriceViews
{
    /// <summary>A model with its price.</summary>
    public static JsonObject Model(ModelPrice price) => new()
    {
        ["model"] = price.Model,
        ["input_usd_per_million"] = UsdText.Format(price.InputNanoUsdPerMillion),
        ["cached_input_usd_per_million"] = UsdOrNull.Format(price.CachedInputNanoUsdPerMillion),
        ["output_usd_per_million"] = UsdText.Format(price.OutputNanoUsdPerMillion),
        ["image_usd"] = UsdOrNull.Format(price.ImageNanoUsd),
        ["context_length"] = price.ContextLength,
        ["context_assumed"] = price.IsContextAssumed,
        ["tier"] = Name(price.Tier),
        ["capabilities"] = Capabilities(price),
        ["price_version"] = price.PriceVersion,
        ["effective_from"] = ReportDay.Text(price.EffectiveFrom),
        ["batch_discount_percent"] = price.BatchDiscountPercent,
    };

    /// <summary>A model with what the tenant may and did do with it.</summary>
    public static JsonObject Model(ModelPrice price, bool isAllowed, LatencyHistogram latency)
    {
        var json = Model(price);
        json["allowed"] = isAllowed;
        json["latency_ms"] = System.Text.Json.JsonSerializer.SerializeToNode(LatencyViews.Of(latency));
        return json;
    }

    public static object Estimate(CostEstimate estimate) => new
    {
        operations = estimate.Operations.Select(operation => new
        {
            model = operation.Model,
            count = operation.Count,
            expected_usd = UsdText.Format(operation.ExpectedNanoUsd),
            worst_case_usd = UsdText.Format(operation.WorstCaseNanoUsd),
        }),
        expected_usd = UsdText.Format(estimate.ExpectedNanoUsd),
        worst_case_usd = UsdText.Format(estimate.WorstCaseNanoUsd),
    };

    public static object Analysis(CostAnalysis analysis, CostLoad load) => new
    {
        model = analysis.Model.Model,
        days = load.Days,
        daily_usd = UsdText.Format(analysis.DailyNanoUsd),
        period_usd = UsdText.Format(analysis.PeriodNanoUsd),
        yearly_usd = UsdText.Format(analysis.YearlyNanoUsd),
        alternatives = analysis.Alternatives.Select(other => new
        {
            model = other.Model.Model,
            daily_usd = UsdText.Format(other.CostNanoUsd),
            saving_daily_usd = UsdText.Format(other.SavingNanoUsd),
            context_length = other.Model.ContextLength,
            context_assumed = other.Model.IsContextAssumed,
        }),
    };

    public static object Advice(ModelWish wish, IReadOnlyList<ModelAdvice> advice) => new
    {
        use_case = wish.Guidance.Name,
        policy = wish.Guidance.Policy.ToString().ToLowerInvariant(),
        chunk_size = wish.Guidance.ChunkSize,
        expected_operations_per_second = wish.Guidance.OperationsPerSecond,
        budget_compliant = advice.Any(model => model.IsCompliant),
        models = advice.Select((model, index) => new
        {
            rank = index + 1,
            model = model.Model.Model,
            estimated_cost_usd = UsdText.Format(model.CostNanoUsd),
            budget_compliant = model.IsCompliant,
            context_length = model.Model.ContextLength,
            tier = Name(model.Model.Tier),
            capabilities = Capabilities(model.Model),
            reasons = model.Reasons,
        }),
    };

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();

    private static JsonArray Capabilities(ModelPrice price) =>
    [
        .. Enum.GetValues<ModelCapabilities>()
            .Where(flag => flag != ModelCapabilities.None && price.Capabilities.HasFlag(flag))
            .Select(flag => (JsonNode?)Name(flag)),
    ];
}
