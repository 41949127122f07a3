using GenOps.Application.Batches;

namespace GenOps.Functions.Batches.Entities;

/// <summary>What the entity answers for a chunk.</summary>
/// <param name="Reserved">What was reserved.</param>
/// <param name="Next">A batch that waits and should look again; null when there is none.</param>
public sealed record ChunkAnswer(Reserved Reserved, string? Next);
