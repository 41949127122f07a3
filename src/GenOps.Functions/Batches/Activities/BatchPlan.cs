using GenOps.Core.Batches;

namespace GenOps.Functions.Batches.Activities;

/// <summary>What the orchestration of a batch needs to know of it.</summary>
/// <param name="Chunks">Number of its chunks.</param>
/// <param name="MaxConcurrency">Provider calls in flight, at most.</param>
/// <param name="OnBudget">What it does when its budget is gone.</param>
/// <param name="ExpiresAt">When its unfinished lines expire.</param>
/// <param name="IsOver">Whether its input was refused.</param>
public sealed record BatchPlan(int Chunks, int MaxConcurrency, BudgetGonePolicy OnBudget, DateTimeOffset ExpiresAt, bool IsOver);
