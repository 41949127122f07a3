using GenOps.Application.Batches;
using GenOps.Core.Batches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>Starts orchestrations of batches under their own ids.</summary>
public sealed class DurableBatchStarter(DurableTaskClient client) : IBatchStarter
{
    /// <inheritdoc/>
    public async Task StartAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        // Asked first, because what a second start throws differs between hosts.
        if (await client.GetInstanceAsync(batch.BatchId, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(BatchOrchestrator), batch, new StartOrchestrationOptions(batch.BatchId), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task HintAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        var waiter = WaitOrchestrator.IdOf(batch.BatchId);
        if (await client.GetInstanceAsync(waiter, cancellationToken) is { IsRunning: true })
        {
            await client.RaiseEventAsync(waiter, WaitOrchestrator.LookEvent, batch.BatchId, cancellationToken);
        }
    }
}
