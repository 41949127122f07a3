using GenOps.Application.Batches;
using GenOps.Core.Batches;
using GenOps.Functions.Batches.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>Runs up to a hundred chunks, some at a time: reserve, run, settle, until each is closed.</summary>
public static class ChunksOrchestrator
{
    /// <summary>Ends when every line of these chunks has a result; tells why some may say that the batch ended without them.</summary>
    [Function(nameof(ChunksOrchestrator))]
    public static async Task<StopReason> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ChunksInput input)
    {
        var lanes = new Lanes(context, input);
        var next = input.First;
        var end = input.First + input.Count;

        // Twice as many as may run: while some run, others reserve, settle and close.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(2 * input.InFlight, input.Count)).Select(_ => LaneAsync()));
        return lanes.Stop;

        async Task LaneAsync()
        {
            while (next < end)
            {
                await lanes.RunAsync(next++);
            }
        }
    }

    /// <summary>What the chunks that run side by side share.</summary>
    private sealed class Lanes(TaskOrchestrationContext context, ChunksInput input)
    {
        private readonly List<Task> _running = [];
        private Task<Reserved>? _waiting;

        public StopReason Stop { get; private set; } = input.Stop;

        public async Task RunAsync(int chunk)
        {
            var key = new ChunkKey(input.Batch.Tenant, input.Batch.BatchId, chunk, 1);
            while (Stop is StopReason.None)
            {
                var reserved = await ReserveAsync(key);
                if (reserved.Granted == 0)
                {
                    Note(reserved);
                    break;
                }

                var ran = await RunChunkAsync(key);
                while (ran.BusyFor is { } pause)
                {
                    await context.CreateTimer(pause + Retries.AfterClaim, CancellationToken.None);
                    ran = await RunChunkAsync(key);
                }

                await context.SettleAsync(key);
                if (ran.EndsChunk)
                {
                    break;
                }

                key = key with { Attempt = key.Attempt + 1 };
            }

            await context.CallActivityAsync(nameof(ChunkActivities.CloseChunk), new ChunkEnd(key, Stop), Retries.Patient);
        }

        private async Task<ChunkRan> RunChunkAsync(ChunkKey key)
        {
            while (_running.Count(static running => !running.IsCompleted) >= input.InFlight)
            {
                await Task.WhenAny(_running.Where(static running => !running.IsCompleted));
            }

            var run = context.CallActivityAsync<ChunkRan>(nameof(ChunkActivities.RunChunk), key, Retries.Patient);
            _running.RemoveAll(static running => running.IsCompleted);
            _running.Add(run);
            return await run;
        }

        private void Note(Reserved reserved)
        {
            if (Stop is StopReason.None)
            {
                Stop = reserved.Stop is not StopReason.None ? reserved.Stop
                    : reserved.Refusal is ReservationRefusal.None ? StopReason.None
                    : StopReason.BudgetGone;
            }
        }

        // Asks until there is an answer that waiting does not change: a grant, nothing left, or the end.
        private async Task<Reserved> ReserveAsync(ChunkKey key)
        {
            do
            {
                while (_waiting is { IsCompleted: false } others)
                {
                    await others;
                }

                var reserved = await context.ReserveAsync(key);
                if (Stop is not StopReason.None || !WaitOrchestrator.MayWait(reserved, input.OnBudget))
                {
                    return reserved;
                }
            }
            while (_waiting is { IsCompleted: false });

            return await WaitAsync(key);
        }

        private async Task<Reserved> WaitAsync(ChunkKey key)
        {
            var options = new TaskOptions().WithInstanceId(WaitOrchestrator.IdOf(key.BatchId));
            _waiting = context.CallSubOrchestratorAsync<Reserved>(
                nameof(WaitOrchestrator), WaitOrchestrator.First(key, input.ExpiresAt, input.OnBudget), options);
            try
            {
                return await _waiting;
            }
            finally
            {
                _waiting = null;
            }
        }
    }
}
