using GenOps.Application.Batches;
using GenOps.Core.Batches;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>A chunk that waits for money, for itself and the others of its batch.</summary>
/// <param name="Chunk">The reservation it waits for.</param>
/// <param name="ExpiresAt">When waiting ends for good.</param>
/// <param name="OnBudget">Whether an exceeded limit is waited for, or only money that others hold.</param>
/// <param name="Backoff">How long to wait next for money that others hold.</param>
public sealed record WaitInput(ChunkKey Chunk, DateTimeOffset ExpiresAt, BudgetGonePolicy OnBudget, TimeSpan Backoff);
