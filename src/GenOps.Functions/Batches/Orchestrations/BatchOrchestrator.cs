using GenOps.Application.Batches;
using GenOps.Core.Batches;
using GenOps.Functions.Batches.Activities;
using GenOps.Functions.Batches.Entities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>One batch from its input file to its output files. Its instance id is the batch's id.</summary>
public static class BatchOrchestrator
{
    /// <summary>Ends when the batch is over.</summary>
    [Function(nameof(BatchOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BatchKey batch)
    {
        try
        {
            await FinishAsync(context, batch);
        }
        catch (TaskFailedException)
        {
            // A step failed again and again; the host's log says why.
            while (!await context.CallActivityAsync<bool>(nameof(BatchActivities.BreakBatch), batch, Retries.Patient))
            {
                await context.CreateTimer(Retries.BusyPause, CancellationToken.None);
            }
        }

        await context.Entities.SignalEntityAsync(BudgetEntity.Of(batch.Tenant), nameof(BudgetEntity.Leave), batch.BatchId);
    }

    private static async Task FinishAsync(TaskOrchestrationContext context, BatchKey batch)
    {
        var plan = await context.CallActivityAsync<BatchPlan>(nameof(BatchActivities.ValidateBatch), batch, Retries.Patient);
        if (plan.IsOver)
        {
            return;
        }

        var stop = StopReason.None;
        for (var first = 0; first < plan.Chunks; first += BatchLimits.ChunksPerOrchestration)
        {
            context.SetCustomStatus(new { chunks_total = plan.Chunks, chunks_started = first });
            var count = Math.Min(BatchLimits.ChunksPerOrchestration, plan.Chunks - first);
            stop = await context.CallSubOrchestratorAsync<StopReason>(
                nameof(ChunksOrchestrator),
                new ChunksInput(batch, first, count, BatchLimits.ChunksInFlight(plan.MaxConcurrency), plan.OnBudget, plan.ExpiresAt, stop));
        }

        await context.CallActivityAsync(nameof(BatchActivities.FinalizeBatch), new BatchEnd(batch, stop), Retries.Patient);
    }
}
