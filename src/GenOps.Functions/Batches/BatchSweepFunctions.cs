using GenOps.Application.Batches;
using GenOps.Functions.Batches.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Batches;

/// <summary>Sees to batches that no orchestration sees to.</summary>
public sealed class BatchSweepFunctions(BatchSweep sweep, ILogger<DurableBatchStarter> logger)
{
    /// <summary>Every five minutes, half a minute after housekeeping.</summary>
    [Function("SweepBatches")]
    public Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        sweep.RunAsync(new DurableBatchStarter(client, logger), cancellationToken);
}
