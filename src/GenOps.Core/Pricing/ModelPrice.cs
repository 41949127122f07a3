namespace GenOps.Core.Pricing;

/// <summary>
/// What one model costs from one day on. Immutable; every rate is within <see cref="PriceLimits"/>, else setting it throws.
/// </summary>
public sealed record ModelPrice
{
    /// <summary>The provider's id of the model, compared exactly and case-sensitively.</summary>
    public required string Model { get; init => field = Name(value); }

    /// <summary>Nano-dollars for a million input tokens.</summary>
    public required long InputNanoUsdPerMillion { get; init => field = InRange(value, PriceLimits.MaxNanoUsdPerMillion); }

    /// <summary>Nano-dollars for a million output tokens, reasoning included.</summary>
    public required long OutputNanoUsdPerMillion { get; init => field = InRange(value, PriceLimits.MaxNanoUsdPerMillion); }

    /// <summary>Nano-dollars for a million cached input tokens; null when not known, and then they cost the input price.</summary>
    public long? CachedInputNanoUsdPerMillion { get; init => field = InRange(value, PriceLimits.MaxNanoUsdPerMillion); }

    /// <summary>Nano-dollars an image on top of its tokens; null when images cost tokens only.</summary>
    public long? ImageNanoUsd { get; init => field = InRange(value, PriceLimits.MaxImageNanoUsd); }

    /// <summary>The most input tokens one image can become; null when not known, and then an image may fill the context.</summary>
    public int? ImageTokenBound { get; init => field = (int?)InRange(value, PriceLimits.MaxContextLength); }

    /// <summary>Tokens of the context window. It caps what a call can cost, so it must never be below the truth.</summary>
    public required int ContextLength { get; init => field = Context(value); }

    /// <summary>True when <see cref="ContextLength"/> is only an upper bound because the provider's figure is not known.</summary>
    public bool IsContextAssumed { get; init; }

    /// <summary>Size class, for recommendations.</summary>
    public ModelTier Tier { get; init; }

    /// <summary>What the model does, for recommendations.</summary>
    public ModelCapabilities Capabilities { get; init; }

    /// <summary>The first UTC day this price holds.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Names the price list this rate came from, such as <c>2026-10-07</c>; entered with every cost.</summary>
    public required string PriceVersion { get; init => field = Name(value); }

    /// <summary>Percent off in the provider's own batch API, 0 to 100, for information: calls made one by one never get it.</summary>
    public int? BatchDiscountPercent { get; init => field = (int?)InRange(value, 100); }

    private static string Name(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, PriceLimits.MaxModelLength, nameof(value));
        return value;
    }

    private static int Context(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return (int)InRange(value, PriceLimits.MaxContextLength);
    }

    private static long InRange(long value, long max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }

    private static long? InRange(long? value, long max) => value is { } given ? InRange(given, max) : null;
}
