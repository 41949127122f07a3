namespace GenOps.Core.Pricing;

/// <summary>
/// What a price or a usage may be at most. Together the limits prove that no cost overflows: 2 × <see cref="MaxTokens"/> at
/// <see cref="MaxNanoUsdPerMillion"/> and <see cref="MaxImages"/> at <see cref="MaxImageNanoUsd"/> are about 2.4e18 nano-dollars of 9.2e18.
/// </summary>
public static class PriceLimits
{
    /// <summary>Nano-dollars per million tokens: 10,000 dollars.</summary>
    public const long MaxNanoUsdPerMillion = 10_000_000_000_000;

    /// <summary>Nano-dollars an image: 1,000 dollars.</summary>
    public const long MaxImageNanoUsd = 1_000_000_000_000;

    /// <summary>Tokens of a context window.</summary>
    public const int MaxContextLength = 1 << 24;

    /// <summary>Tokens of each sort in one usage: a full context for each of the completions one request may ask for, twice over.</summary>
    public const long MaxTokens = 1L << 36;

    /// <summary>Images in one request.</summary>
    public const int MaxImages = 1 << 20;

    /// <summary>Characters of a model's name.</summary>
    public const int MaxModelLength = 256;
}
