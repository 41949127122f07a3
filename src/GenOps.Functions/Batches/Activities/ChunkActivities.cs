using GenOps.Application.Batches;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Batches.Activities;

/// <summary>The steps of a chunk. Each may run twice.</summary>
public sealed class ChunkActivities(ChunkRunner runner, ChunkCloser closer)
{
    /// <summary>Runs the items that money is held for.</summary>
    [Function(nameof(RunChunk))]
    public Task<ChunkRan> RunChunk([ActivityTrigger] ChunkKey chunk, CancellationToken cancellationToken) => runner.RunAsync(chunk, cancellationToken);

    /// <summary>Gives every line of the chunk a result.</summary>
    [Function(nameof(CloseChunk))]
    public Task CloseChunk([ActivityTrigger] ChunkEnd end, CancellationToken cancellationToken) => closer.CloseAsync(end.Chunk, end.Stop, cancellationToken);
}
