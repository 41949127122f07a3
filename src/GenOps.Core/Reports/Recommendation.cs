namespace GenOps.Core.Reports;

/// <summary>Something a tenant should look at.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Message">What is so and what to do, in sentences.</param>
/// <param name="SavingNanoUsd">What it would have saved today, if anything.</param>
public sealed record Recommendation(string Code, string Message, long? SavingNanoUsd = null);
