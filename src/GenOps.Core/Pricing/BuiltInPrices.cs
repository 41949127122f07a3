using static GenOps.Core.Pricing.ModelCapabilities;
using static GenOps.Core.Pricing.ModelTier;

namespace GenOps.Core.Pricing;

/// <summary>
/// Together AI's rates in US dollars per million tokens. A rate that changes gets a row of its own and the old row stays, so that an old
/// entry can be priced again. Where sources disagree the higher stands.
/// </summary>
/// <remarks>
/// A list says what a rate is, not since when: a model's first known rate counts from <see cref="Start"/>. Where the list has no context
/// length, <see cref="AssumedContext"/> stands, larger than any of these models is known to have: it caps the worst case of a call, and
/// too small a cap would hold too little. Image bounds are what the models' own image processors can produce at most.
/// </remarks>
internal static class BuiltInPrices
{
    private const int AssumedContext = 1_048_576;

    // 12,845,056 pixels at most, one token for 28 × 28 of them.
    private const int QwenImageTokens = 16_384;

    // Four tiles of 1,601 tokens.
    private const int LlamaImageTokens = 6_404;

    private static readonly DateOnly Start = new(2024, 1, 1);

    public static IEnumerable<ModelPrice> All =>
    [
        Rate("meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", 0.10m, 0.10m, Lite, context: 131_072),
        Rate("meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo", 0.88m, 0.88m, Standard, context: 131_072),
        Rate("meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", 5.00m, 5.00m, Large, context: 131_072),
        Rate("deepseek-ai/DeepSeek-R1", 0.55m, 2.19m, Standard, Reasoning, context: 65_536),
        Rate("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", 0.10m, 0.10m, Lite, Reasoning, context: 32_768),
        Rate("deepseek-ai/DeepSeek-Coder-V2-Instruct", 0.14m, 0.28m, Lite, Code, context: 65_536),
        Rate("Qwen/Qwen2.5-VL-72B-Instruct", 1.20m, 1.20m, Large, Vision, context: 32_768)
            with { ImageNanoUsd = 1_000_000, ImageTokenBound = QwenImageTokens },
        Rate("meta-llama/Llama-Vision-Free", 0.18m, 0.18m, Lite, Vision, context: 131_072)
            with { ImageNanoUsd = 500_000, ImageTokenBound = LlamaImageTokens },
        Rate("Qwen/Qwen2.5-Coder-32B-Instruct", 0.30m, 0.30m, Standard, Code, context: 32_768),
        Rate("mistralai/Mixtral-8x7B-Instruct-v0.1", 0.60m, 0.60m, Standard, context: 32_768),
        Rate("mistralai/Mixtral-8x22B-Instruct-v0.1", 1.20m, 1.20m, Large, context: 65_536),
        Rate("meta-llama/Llama-3.3-70B-Instruct-Turbo", 0.88m, 0.88m, Standard, context: 131_072),

        Listed("meta-llama/Llama-3.3-70B-Instruct-Turbo", 1.04m, 1.04m, Standard)
            with { ContextLength = 131_072, IsContextAssumed = false, EffectiveFrom = new(2026, 7, 1), BatchDiscountPercent = 50 },
        Listed("moonshotai/Kimi-K3", 3.00m, 15.00m, Large),
        Listed("zai-org/GLM-5.3", 1.40m, 4.40m, Large),
        Listed("zai-org/GLM-5.3-Flash", 0.15m, 0.50m, Lite),
        Listed("zai-org/GLM-5.2", 1.40m, 4.40m, Large, cached: 0.26m),
        Listed("deepseek-ai/DeepSeek-V4-Pro-0813", 1.32m, 3.96m, Large),
        Listed("deepseek-ai/DeepSeek-V4-Flash-0731", 0.14m, 0.28m, Lite),
        Listed("thinkingmachines/Inkling", 1.00m, 4.05m, Large),
        Listed("MiniMaxAI/MiniMax-M3", 0.30m, 1.20m, Standard, cached: 0.06m),
        Listed("Qwen/Qwen3.5-9B", 0.17m, 0.25m, Lite),
        Listed("openai/gpt-oss-120b", 0.15m, 0.60m, Lite) with { Capabilities = Chat | Reasoning },
        Listed("openai/gpt-oss-20b", 0.05m, 0.20m, Lite) with { Capabilities = Chat | Reasoning },
        Listed("Qwen/Qwen3.8-2.4T-A95B", 2.00m, 6.00m, Large),
        Listed("Qwen/Qwen3.7-Max", 1.50m, 4.50m, Large, cached: 0.13m),
        Listed("Qwen/Qwen3.7-Plus", 0.32m, 1.28m, Standard),
        Listed("Qwen/Qwen3.6-Plus", 0.50m, 3.00m, Standard),
        Listed("Qwen/Qwen3.8-Flash", 0.09m, 0.282m, Lite),
        Listed("meta-models/Muse-Glimmer-30B", 0.35m, 1.50m, Standard),
    ];

    private static ModelPrice Rate(
        string model,
        decimal input,
        decimal output,
        ModelTier tier,
        ModelCapabilities special = None,
        int context = AssumedContext) => new()
        {
            Model = model,
            InputNanoUsdPerMillion = Nano(input),
            OutputNanoUsdPerMillion = Nano(output),
            ContextLength = context,
            Tier = tier,
            Capabilities = Chat | special,
            EffectiveFrom = Start,
            PriceVersion = "2025-12-31",
        };

    private static ModelPrice Listed(string model, decimal input, decimal output, ModelTier tier, decimal? cached = null) =>
        Rate(model, input, output, tier) with
        {
            CachedInputNanoUsdPerMillion = cached is { } usd ? Nano(usd) : null,
            IsContextAssumed = true,
            PriceVersion = "2026-10-07",
        };

    // The table is written in dollars, as price lists are; no decimal leaves this file.
    private static long Nano(decimal usd) => (long)(usd * Money.UsdText.NanoUsdPerUsd);
}
