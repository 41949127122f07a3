using GenOps.Application.Batches;
using GenOps.Core.Batches;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>Some chunks of a batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="First">The first chunk.</param>
/// <param name="Count">How many.</param>
/// <param name="InFlight">How many at one time.</param>
/// <param name="OnBudget">What happens when the budget is gone.</param>
/// <param name="ExpiresAt">When waiting ends for good.</param>
/// <param name="Stop">Why nothing of them is to be run any more.</param>
public sealed record ChunksInput(
    BatchKey Batch, int First, int Count, int InFlight, BudgetGonePolicy OnBudget, DateTimeOffset ExpiresAt, StopReason Stop);
