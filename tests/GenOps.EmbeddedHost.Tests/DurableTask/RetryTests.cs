using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class RetryTests
{
    [Fact]
    public async Task Policy_FailsTwice_SucceedsOnTheThirdAttempt()
    {
        await using var host = await DurableHost.StartAsync(typeof(Retries));

        var end = await host.RunAsync("ByPolicy", new Retries.Plan("a", 2, 5));

        Assert.Equal("attempt 3", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Policy_AttemptsUsedUp_ThrowsTheLastFailure()
    {
        await using var host = await DurableHost.StartAsync(typeof(Retries));

        var end = await host.RunAsync("ByPolicy", new Retries.Plan("b", 10, 3));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.EndsWith("failure 3", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_FailureNotWorthIt_IsNotRetried()
    {
        await using var host = await DurableHost.StartAsync(typeof(Retries));

        var end = await host.RunAsync("BySelectivePolicy", new Retries.Plan("c", 10, 3));

        Assert.EndsWith("failure 1", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_SaysSo_RetriesAndStops()
    {
        await using var host = await DurableHost.StartAsync(typeof(Retries));

        var end = await host.RunAsync("ByHandler", new Retries.Plan("d", 10, 0));

        Assert.EndsWith("failure 4", end.SerializedOutput!, StringComparison.Ordinal);
    }

    public static class Retries
    {
        private static readonly ConcurrentDictionary<string, int> Attempts = new();

        [Function("ByPolicy")]
        public static Task<string> PolicyAsync([OrchestrationTrigger] TaskOrchestrationContext context, Plan plan) =>
            context.CallActivityAsync<string>(
                "FailsAtFirst", plan, TaskOptions.FromRetryPolicy(new RetryPolicy(plan.Attempts, TimeSpan.FromMilliseconds(1), 2)));

        [Function("BySelectivePolicy")]
        public static Task<string> SelectiveAsync([OrchestrationTrigger] TaskOrchestrationContext context, Plan plan)
        {
            var policy = new RetryPolicy(plan.Attempts, TimeSpan.FromMilliseconds(1))
            {
                HandleFailure = static failure => !failure.IsCausedBy<TimeoutException>(),
            };
            return context.CallActivityAsync<string>("FailsAtFirst", plan, TaskOptions.FromRetryPolicy(policy));
        }

        [Function("ByHandler")]
        public static Task<string> HandlerAsync([OrchestrationTrigger] TaskOrchestrationContext context, Plan plan) =>
            context.CallActivityAsync<string>(
                "FailsAtFirst", plan, TaskOptions.FromRetryHandler(static retry => retry.LastAttemptNumber < 4));

        [Function("FailsAtFirst")]
        public static string Fail([ActivityTrigger] Plan plan)
        {
            var attempt = Attempts.AddOrUpdate(plan.Key, 1, static (_, count) => count + 1);
            return attempt > plan.Failures ? $"attempt {attempt}" : throw new TimeoutException($"failure {attempt}");
        }

        public sealed record Plan(string Key, int Failures, int Attempts);
    }
}
