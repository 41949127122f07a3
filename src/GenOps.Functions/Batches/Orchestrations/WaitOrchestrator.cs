using GenOps.Application.Batches;
using GenOps.Core.Batches;
using GenOps.Functions.Batches.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>
/// Waits until a batch gets money, one such loop a batch. It asks, then sleeps until somebody tells it to look or a time comes. Events are hints: whether
/// there is money, the reservation decides.
/// </summary>
public static class WaitOrchestrator
{
    /// <summary>The event that says that looking may be worth it.</summary>
    public const string LookEvent = "look";

    private const int RoundsAnExecution = 50;

    private static readonly TimeSpan ShortestBackoff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(15);

    /// <summary>The id of a batch's waiting loop.</summary>
    public static string IdOf(string batchId) => batchId + "-wait";

    /// <summary>The first look, for a chunk that was refused just now.</summary>
    public static WaitInput First(ChunkKey chunk, DateTimeOffset expiresAt, BudgetGonePolicy onBudget) =>
        new(chunk, expiresAt, onBudget, ShortestBackoff);

    /// <summary>Ends with a grant, or with the reason why there is nothing to wait for any more.</summary>
    [Function(nameof(WaitOrchestrator))]
    public static async Task<Reserved> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, WaitInput input)
    {
        var look = context.WaitForExternalEvent<string>(LookEvent);
        var isKnown = false;
        for (var round = 1; round <= RoundsAnExecution; round++)
        {
            var reserved = await context.ReserveAsync(input.Chunk);
            if (!MayWait(reserved, input.OnBudget))
            {
                await NoteAsync(context, input, WaitReason.None, null);
                return reserved;
            }

            var sleep = reserved.Refusal is ReservationRefusal.InFlight ? input.Backoff : Sleep(context, input, reserved.ResetsAt);
            await NoteAsync(context, input, WaitReason.Budget, reserved.Refusal is ReservationRefusal.InFlight ? null : reserved.ResetsAt);
            if (!isKnown)
            {
                // Whoever brought money before the batch was known to wait has told it nothing, so it asks once more.
                isKnown = true;
                continue;
            }

            using var alarm = new CancellationTokenSource();
            var timer = context.CreateTimer(sleep, alarm.Token);
            await Task.WhenAny(look, timer);
            if (look.IsCompleted)
            {
                // The wait for an event is never cancelled: a cancelled one could swallow the next event.
                StopTimer(alarm);
                look = context.WaitForExternalEvent<string>(LookEvent);
                input = input with { Backoff = ShortestBackoff };
            }
            else
            {
                input = input with { Backoff = input.Backoff * 2 < LongestBackoff ? input.Backoff * 2 : LongestBackoff };
            }
        }

        context.ContinueAsNew(input);
        return new Reserved(0, 0);
    }

    /// <summary>Whether waiting can change an answer, and the batch wants to.</summary>
    internal static bool MayWait(Reserved reserved, BudgetGonePolicy onBudget) =>
        reserved.Refusal is ReservationRefusal.InFlight
        || (reserved.Refusal is ReservationRefusal.Exceeded && onBudget is BudgetGonePolicy.Wait);

    private static TimeSpan Sleep(TaskOrchestrationContext context, WaitInput input, DateTimeOffset? resetsAt)
    {
        var until = resetsAt < input.ExpiresAt ? resetsAt.Value : input.ExpiresAt;
        var sleep = until - context.CurrentUtcDateTime;
        return sleep > LongestSleep ? LongestSleep : sleep < ShortestBackoff ? ShortestBackoff : sleep;
    }

    // Cancelling asynchronously would await something that is not durable.
    private static void StopTimer(CancellationTokenSource alarm) => alarm.Cancel();

    private static Task NoteAsync(TaskOrchestrationContext context, WaitInput input, WaitReason reason, DateTimeOffset? resumesAt) =>
        context.CallActivityAsync(nameof(BatchActivities.NoteWaiting), new WaitNote(input.Chunk.Batch, reason, resumesAt), Retries.Patient);
}
