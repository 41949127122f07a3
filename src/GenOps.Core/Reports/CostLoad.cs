using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>A steady load of calls of one size.</summary>
/// <param name="Model">The model used.</param>
/// <param name="Usage">Tokens of one call.</param>
/// <param name="OperationsPerDay">Calls a day.</param>
/// <param name="Days">Days of the period.</param>
public sealed record CostLoad(ModelPrice Model, TokenUsage Usage, long OperationsPerDay, int Days);
