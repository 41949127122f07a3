namespace GenOps.Application.Batches;

/// <summary>Names one reservation of a chunk in messages of the orchestration.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="BatchId">The batch.</param>
/// <param name="Chunk">The chunk, from 0.</param>
/// <param name="Attempt">1 for the chunk's first reservation.</param>
public sealed record ChunkKey(string Tenant, string BatchId, int Chunk, int Attempt)
{
    /// <summary>The batch.</summary>
    public BatchKey Batch => new(Tenant, BatchId);
}
