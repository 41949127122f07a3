using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Repeats a durable task as its options say. The delays are durable timers, so that it all replays.</summary>
internal static class TaskRetries
{
    internal static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions retry, Func<Task<T>> attemptAsync)
    {
        var first = context.CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                return await attemptAsync();
            }
            catch (TaskFailedException failure)
            {
                if (await DelayAsync(context, retry, failure, attempts, first) is not { } delay)
                {
                    throw;
                }

                if (delay > TimeSpan.Zero)
                {
                    await context.CreateTimer(delay, CancellationToken.None);
                }
            }
        }
    }

    /// <summary>How long to wait before the next attempt; null when there is to be none.</summary>
    private static async Task<TimeSpan?> DelayAsync(
        TaskOrchestrationContext context, TaskRetryOptions retry, TaskFailedException failure, int attempts, DateTime first)
    {
        var total = context.CurrentUtcDateTime - first;
        if (retry.Handler is { } handler)
        {
            var goesOn = await handler(new RetryContext(context, attempts, failure.FailureDetails, total, CancellationToken.None));
            return goesOn ? TimeSpan.Zero : null;
        }

        var policy = retry.Policy!;
        var isTooLate = policy.RetryTimeout != Timeout.InfiniteTimeSpan && total >= policy.RetryTimeout;
        return attempts >= policy.MaxNumberOfAttempts || isTooLate || !policy.Handle(failure) ? null : Backoff(policy, attempts);
    }

    private static TimeSpan Backoff(RetryPolicy policy, int attempts)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        var limit = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(3650) : policy.MaxRetryInterval;
        return ticks < limit.Ticks ? TimeSpan.FromTicks((long)ticks) : limit;
    }
}
