using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.Tests.DurableTask.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

/// <summary>The engine over a hub in storage.</summary>
public sealed class TableEngineTests(TableHubFixture fixture)
{
    [Fact]
    public async Task Commits_FailAtRandom_ManyJobsEndAndEachEntityEffectIsOnce()
    {
        const int Seed = 7;
        const int Jobs = 12;
        var random = new Random(Seed);
        using var tables = await fixture.OpenNewAsync(fixture.NewHub());
        var store = new FaultyHubStore(tables)
        {
            Next = () => random.Next(100) switch
            {
                < 4 => FaultyHubStore.Fault.Before,
                < 8 => FaultyHubStore.Fault.After,
                8 => FaultyHubStore.Fault.CrashAfter,
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

    [Fact]
    public async Task FanOut_UnderChaos_CountsExactly()
    {
        using var store = await fixture.OpenNewAsync(fixture.NewHub());
        await using var host = await DurableHost.StartAsync(
            builder =>
            {
                builder.Configuration["GenOps:EmbeddedHost:Chaos"] = "3:0.1";
                builder.Services.AddSingleton<IHubStore>(store);
            },
            typeof(ChaosTests.Counting));

        var end = await host.RunAsync("CountsTo", 200);

        Assert.Equal([200, 200], end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task NextProcess_InstanceWaits_GoesOnFromStorage()
    {
        var hub = fixture.NewHub();
        string id;
        using (var store = await fixture.OpenNewAsync(hub))
        {
            await using var first = await DurableHost.StartAsync(store, typeof(Waiting));
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("WaitsWithText", new string('ä', 100_000));
            await first.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");
        }

        using var next = await fixture.OpenNewAsync(hub);
        await using var second = await DurableHost.StartAsync(next, typeof(Waiting));
        await second.Client.RaiseEventAsync(id, "GO", new string('ö', 60_000));

        var end = await second.EndOfAsync(id);
        Assert.Equal("100000 60000", end.ReadOutputAs<string>());
        Assert.Equal(1, (await second.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        Assert.Null(await second.Client.GetInstanceAsync(id));
    }

    [Fact]
    public async Task Instances_SteeredAndListed_AreAsInMemory()
    {
        using var store = await fixture.OpenNewAsync(fixture.NewHub());
        await using var host = await DurableHost.StartAsync(store, typeof(Waiting), typeof(CrashTests.Jobs));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("WaitsWithText", "x", new StartOrchestrationOptions("b/1"));
        await host.UntilAsync("b/1", static found => found.SerializedCustomStatus == "\"waiting\"");
        await host.Client.SuspendInstanceAsync("b/1", "a break");
        await host.UntilAsync("b/1", static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await host.Client.TerminateInstanceAsync("b/1", "enough");
        Assert.Equal("\"enough\"", (await host.EndOfAsync("b/1")).SerializedOutput);
        Assert.Equal("3", (await host.RunAsync("Rounds", 3, "b/2")).SerializedOutput);
        await host.Client.Entities.SignalEntityAsync(new EntityInstanceId("Tally", "k#?"), "Add", 4);
        Assert.Equal(4, (await host.RunAsync("Total", "k#?", "a")).ReadOutputAs<int>());

        var listed = await host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "b/")).ToListAsync();

        Assert.Equal(["b/1", "b/2"], listed.Select(static found => found.InstanceId));
        Assert.Equal("4", Assert.Single(await host.Client.Entities.GetAllEntitiesAsync().ToListAsync()).State.Value);
    }

    public static class Waiting
    {
        [Function("WaitsWithText")]
        public static async Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context, string text)
        {
            context.SetCustomStatus("waiting");
            return $"{text.Length} {(await context.WaitForExternalEvent<string>("go")).Length}";
        }

        [Function("Rounds")]
        public static async Task<int> RoundAsync([OrchestrationTrigger] TaskOrchestrationContext context, int left)
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            if (left > 0)
            {
                context.ContinueAsNew(left - 1);
            }

            return left + 3;
        }
    }
}
