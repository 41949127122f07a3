using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>A model that would cost less, nano-dollars.</summary>
public sealed record CheaperModel(ModelPrice Model, long CostNanoUsd, long SavingNanoUsd);
