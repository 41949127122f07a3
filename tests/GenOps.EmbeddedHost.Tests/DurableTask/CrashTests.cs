using GenOps.EmbeddedHost.DurableTask.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class CrashTests
{
    [Fact]
    public async Task Commit_FailsAnywhere_TheJobEndsAndEachEntityEffectIsOnce()
    {
        var store = new FaultyHubStore(new MemoryHubStore(new MemoryHub(), TimeProvider.System));
        await using var host = await DurableHost.StartAsync(store, typeof(Jobs));
        foreach (var fault in new[]
        {
            FaultyHubStore.Fault.Before, FaultyHubStore.Fault.After, FaultyHubStore.Fault.CrashBefore, FaultyHubStore.Fault.CrashAfter,
        })
        {
            for (var place = 1; await RunWithFaultAsync(host, store, fault, place); place++)
            {
            }
        }
    }

    [Fact]
    public async Task Commits_FailAtRandom_ManyJobsEndAndEachEntityEffectIsOnce()
    {
        const int Seed = 20261124;
        const int Jobs = 40;
        var random = new Random(Seed);
        var store = new FaultyHubStore(new MemoryHubStore(new MemoryHub(), TimeProvider.System))
        {
            Next = () => random.Next(100) switch
            {
                < 4 => FaultyHubStore.Fault.Before,
                < 8 => FaultyHubStore.Fault.After,
                8 => FaultyHubStore.Fault.CrashBefore,
                9 => FaultyHubStore.Fault.CrashAfter,
                _ => FaultyHubStore.Fault.None,
            },
        };
        await using var host = await DurableHost.StartAsync(store, typeof(CrashTests.Jobs));

        var ends = await Task.WhenAll(Enumerable.Range(0, Jobs).Select(number => host.RunAsync("Job", "shared", $"job-{number}")));

        Assert.All(
            ends, end => Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"seed {Seed}: {end.SerializedOutput}"));
        store.Next = static () => FaultyHubStore.Fault.None;
        var total = (await host.RunAsync("Total", "shared")).ReadOutputAs<int>();
        Assert.True(total == Jobs * 111, $"seed {Seed}: {total} instead of {Jobs * 111}");
    }

    /// <summary>False when the job had fewer commits than <paramref name="place"/>.</summary>
    private static async Task<bool> RunWithFaultAsync(DurableHost host, FaultyHubStore store, FaultyHubStore.Fault fault, int place)
    {
        var left = place;
        var wasHit = false;
        store.Next = () =>
        {
            if (--left != 0)
            {
                return FaultyHubStore.Fault.None;
            }

            wasHit = true;
            return fault;
        };
        var key = $"{fault}-{place}";

        var end = await host.RunAsync("Job", key, key);

        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{key}: {end.SerializedOutput}");
        Assert.True(end.ReadOutputAs<int>() == 111 + 3, $"{key}: {end.SerializedOutput}");
        store.Next = static () => FaultyHubStore.Fault.None;
        var total = (await host.RunAsync("Total", key)).ReadOutputAs<int>();
        Assert.True(total == 111, $"{key}: {total}");
        return wasHit;
    }

    public static class Jobs
    {
        [Function("Job")]
        public static async Task<int> JobAsync([OrchestrationTrigger] TaskOrchestrationContext context, string key)
        {
            var tally = new EntityInstanceId("Tally", key);
            await context.Entities.CallEntityAsync<int>(tally, "Add", 1);
            var ones = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.CallActivityAsync<int>("One")));
            await context.CallSubOrchestratorAsync("Child", key);
            await context.Entities.SignalEntityAsync(tally, "Add", 100);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            var total = await context.Entities.CallEntityAsync<int>(tally, "Get");
            return (key == "shared" ? 0 : total) + ones.Sum();
        }

        [Function("Child")]
        public static async Task ChildAsync([OrchestrationTrigger] TaskOrchestrationContext context, string key)
        {
            await context.CallActivityAsync<int>("One");
            await context.Entities.CallEntityAsync<int>(new EntityInstanceId("Tally", key), "Add", 10);
        }

        [Function("Total")]
        public static Task<int> TotalAsync([OrchestrationTrigger] TaskOrchestrationContext context, string key) =>
            context.Entities.CallEntityAsync<int>(new EntityInstanceId("Tally", key), "Get");

        [Function("One")]
        public static int One([ActivityTrigger] string? input) => input is null ? 1 : 0;

        [Function("Tally")]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Tally>();
    }

    public sealed class Tally : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;

        public int Get() => State;
    }
}
