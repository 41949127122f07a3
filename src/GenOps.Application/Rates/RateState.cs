using GenOps.Core.Rates;

namespace GenOps.Application.Rates;

/// <summary>A rate as answers tell it.</summary>
/// <param name="Kind">What is limited.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Remaining">What is left as far as this instance knows: others may have taken more since it looked.</param>
/// <param name="ResetSeconds">Seconds until the limit starts anew; null for concurrency, which has no window.</param>
public sealed record RateState(RateKind Kind, long Limit, long Remaining, int? ResetSeconds);
