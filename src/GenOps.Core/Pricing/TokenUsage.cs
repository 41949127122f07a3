namespace GenOps.Core.Pricing;

/// <summary>
/// What a call consumed or may consume at most, consistent by construction: cached ⊂ input, reasoning ⊂ output, nothing negative,
/// everything within <see cref="PriceLimits"/>. Reasoning tokens are told apart for reports and never charged a second time.
/// </summary>
public readonly record struct TokenUsage
{
    public TokenUsage(long inputTokens, long outputTokens, long cachedTokens = 0, long reasoningTokens = 0, int images = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)inputTokens, (ulong)PriceLimits.MaxTokens, nameof(inputTokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)outputTokens, (ulong)PriceLimits.MaxTokens, nameof(outputTokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)cachedTokens, (ulong)inputTokens, nameof(cachedTokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)reasoningTokens, (ulong)outputTokens, nameof(reasoningTokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)images, (uint)PriceLimits.MaxImages, nameof(images));
        InputTokens = inputTokens;
        OutputTokens = outputTokens;
        CachedTokens = cachedTokens;
        ReasoningTokens = reasoningTokens;
        Images = images;
    }

    public long InputTokens { get; }

    public long CachedTokens { get; }

    public long OutputTokens { get; }

    public long ReasoningTokens { get; }

    public int Images { get; }
}
