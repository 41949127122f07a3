using GenOps.Core.Pricing;

namespace GenOps.Core.Tests.Pricing;

internal static class Prices
{
    public static ModelPrice Sample { get; } = new()
    {
        Model = "test/model",
        InputNanoUsdPerMillion = 140_000_000,
        OutputNanoUsdPerMillion = 280_000_000,
        ContextLength = 8192,
        EffectiveFrom = new DateOnly(2026, 1, 1),
        PriceVersion = "2026-01-01",
    };

    public static ModelPrice Random(Random random) => Sample with
    {
        InputNanoUsdPerMillion = Rate(random),
        OutputNanoUsdPerMillion = Rate(random),
        ImageNanoUsd = random.Next(2) == 0 ? null : random.NextInt64(0, PriceLimits.MaxImageNanoUsd + 1),
        ContextLength = random.Next(1, PriceLimits.MaxContextLength + 1),
    };

    private static long Rate(Random random) => random.NextInt64(0, PriceLimits.MaxNanoUsdPerMillion + 1) >> random.Next(0, 40);
}
