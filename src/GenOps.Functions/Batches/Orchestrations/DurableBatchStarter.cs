using GenOps.Application.Batches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>Starts orchestrations of batches under their own ids.</summary>
/// <remarks>
/// What the client throws differs between hosts, so every exception is taken for a fault that passes: a batch that was not started is started by the
/// next sweep, and one that was not told looks by itself.
/// </remarks>
public sealed partial class DurableBatchStarter(DurableTaskClient client, ILogger<DurableBatchStarter> logger) : IBatchStarter
{
    /// <inheritdoc/>
    public async Task StartAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        try
        {
            // Asked first, because what a second start throws differs between hosts.
            if (await client.GetInstanceAsync(batch.BatchId, cancellationToken) is null)
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(BatchOrchestrator), batch, new StartOrchestrationOptions(batch.BatchId), cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotStarted(exception, batch.BatchId, batch.Tenant);
        }
    }

    /// <inheritdoc/>
    public async Task<BatchRunState> StateAsync(BatchKey batch, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(batch.BatchId, cancellationToken) is not { } instance ? BatchRunState.Missing
        : instance.IsCompleted ? BatchRunState.Ended
        : BatchRunState.Running;

    /// <inheritdoc/>
    public async Task HintAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        var waiter = WaitOrchestrator.IdOf(batch.BatchId);
        try
        {
            if (await client.GetInstanceAsync(waiter, cancellationToken) is { IsRunning: true })
            {
                await client.RaiseEventAsync(waiter, WaitOrchestrator.LookEvent, batch.BatchId, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTold(exception, batch.BatchId, batch.Tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch {BatchId} of {Tenant} could not be started; the next sweep starts it.")]
    private partial void LogNotStarted(Exception exception, string batchId, string tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch {BatchId} of {Tenant} could not be told to look for money; it looks by itself.")]
    private partial void LogNotTold(Exception exception, string batchId, string tenant);
}
