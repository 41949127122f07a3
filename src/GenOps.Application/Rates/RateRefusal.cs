using GenOps.Core.Rates;

namespace GenOps.Application.Rates;

/// <summary>Which rate a call passes.</summary>
/// <param name="Kind">The rate.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Needed">What the call needs of it.</param>
/// <param name="RetryAfterSeconds">When there may be room; null when the call can never pass.</param>
public sealed record RateRefusal(RateKind Kind, long Limit, long Needed, int? RetryAfterSeconds);
