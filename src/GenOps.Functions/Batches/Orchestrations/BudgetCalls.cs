using GenOps.Application.Batches;
using GenOps.Functions.Batches.Entities;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>Calls to the tenant's budget entity that are repeated when they fail: each is harmless when made twice.</summary>
internal static class BudgetCalls
{
    /// <summary>Reserves money for a chunk.</summary>
    public static async Task<Reserved> ReserveAsync(this TaskOrchestrationContext context, ChunkKey chunk)
    {
        var answer = await CallAsync<ChunkAnswer>(context, chunk, nameof(BudgetEntity.Reserve));
        Tell(context, chunk.BatchId, answer.Next);
        return answer.Reserved;
    }

    /// <summary>Settles a chunk's reservation.</summary>
    public static async Task SettleAsync(this TaskOrchestrationContext context, ChunkKey chunk) =>
        Tell(context, chunk.BatchId, await CallAsync<string?>(context, chunk, nameof(BudgetEntity.Settle)));

    // A batch whose own chunk brings the news looks by itself.
    private static void Tell(TaskOrchestrationContext context, string batchId, string? next)
    {
        if (next is not null && (next != batchId || context.InstanceId != WaitOrchestrator.IdOf(batchId)))
        {
            context.SendEvent(WaitOrchestrator.IdOf(next), WaitOrchestrator.LookEvent, next);
        }
    }

    private static async Task<TResult> CallAsync<TResult>(TaskOrchestrationContext context, ChunkKey chunk, string operation)
    {
        for (var attempt = 1; attempt < Retries.EntityAttempts; attempt++)
        {
            try
            {
                return await AskAsync();
            }
            catch (EntityOperationFailedException)
            {
                // Storage's fault, or an account so busy that no change came through.
            }

            await context.CreateTimer(Retries.EntityPause, CancellationToken.None);
        }

        return await AskAsync();

        Task<TResult> AskAsync() => context.Entities.CallEntityAsync<TResult>(BudgetEntity.Of(chunk.Tenant), operation, chunk);
    }
}
