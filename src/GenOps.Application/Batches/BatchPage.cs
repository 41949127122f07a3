using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>Batches, the newest first.</summary>
/// <param name="Batches">The batches of the page.</param>
/// <param name="HasMore">Whether older ones follow.</param>
public sealed record BatchPage(IReadOnlyList<BatchRow> Batches, bool HasMore);
