namespace GenOps.Core.Pricing;

/// <summary>
/// What a provider says a call consumed, number by number as it said it. Null is "did not say", which is not 0; a number it wrote in a
/// way that is no whole number is −1. <see cref="BilledUsage"/> decides what to make of it.
/// </summary>
public readonly record struct ReportedUsage(
    long? InputTokens, long? OutputTokens, long? TotalTokens = null, long? CachedTokens = null, long? ReasoningTokens = null);
