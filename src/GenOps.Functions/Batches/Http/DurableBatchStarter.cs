using GenOps.Application.Batches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.Functions.Batches.Http;

/// <summary>Starts a batch's orchestration under the batch's own id, so that a second start meets the first.</summary>
internal sealed class DurableBatchStarter(DurableTaskClient client) : IBatchStarter
{
    /// <summary>The orchestration of a batch; its input is a <see cref="BatchKey"/>.</summary>
    public const string Orchestration = "BatchOrchestrator";

    /// <summary>The event that tells a waiting batch to look again.</summary>
    public const string LookAgain = "LookAgain";

    public async Task StartAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(batch.BatchId, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Orchestration, batch, new StartOrchestrationOptions(batch.BatchId), cancellationToken);
        }
    }

    public Task HintAsync(BatchKey batch, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(batch.BatchId, LookAgain, cancellationToken);
}
