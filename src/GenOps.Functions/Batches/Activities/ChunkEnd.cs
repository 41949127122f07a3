using GenOps.Application.Batches;

namespace GenOps.Functions.Batches.Activities;

/// <summary>A chunk that is to be closed, and why lines of it may have no answer.</summary>
public sealed record ChunkEnd(ChunkKey Chunk, StopReason Stop);
