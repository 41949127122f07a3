namespace GenOps.Core.Pricing;

/// <summary>The one function that turns tokens into money, for holds and bills alike. Pure, allocates nothing.</summary>
public static class CallCost
{
    private const uint TokensPerRate = 1_000_000;

    /// <summary>
    /// Nano-dollars of a usage: (input − cached) at the input rate, cached at the cached rate (else the input rate), output at the output
    /// rate, summed exactly and rounded up once to a whole nano-dollar, plus the images. It cannot overflow: see <see cref="PriceLimits"/>.
    /// </summary>
    public static long NanoUsd(ModelPrice price, in TokenUsage usage)
    {
        var inputRate = price.InputNanoUsdPerMillion;
        var tokens = Product(usage.InputTokens - usage.CachedTokens, inputRate)
            + Product(usage.CachedTokens, price.CachedInputNanoUsdPerMillion ?? inputRate)
            + Product(usage.OutputTokens, price.OutputNanoUsdPerMillion);
        return DivideUp(tokens) + (usage.Images * price.ImageNanoUsd.GetValueOrDefault());
    }

    private static UInt128 Product(long tokens, long rate)
    {
        var high = Math.BigMul((ulong)tokens, (ulong)rate, out ulong low);
        return new UInt128(high, low);
    }

    private static long DivideUp(UInt128 value)
    {
        var shifted = value + (TokensPerRate - 1);

        // Any ordinary call fits 64 bits, where a division by a constant is a multiplication.
        return (ulong)(shifted >> 64) == 0 ? (long)((ulong)shifted / TokensPerRate) : (long)(shifted / TokensPerRate);
    }
}
