using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class ClientTests
{
    [Fact]
    public async Task Schedule_IdOfARunningInstance_ThrowsAlreadyExists()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("one"));

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("one")));

        Assert.Equal("OrchestrationAlreadyExistsException", refusal.GetType().Name);
    }

    [Fact]
    public async Task Schedule_IdOfAnEndedInstance_StartsItOver()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.RunAsync("Echoes", "first", "one");

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echoes", "second", new StartOrchestrationOptions("one"));

        Assert.Equal("second", (await host.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_EndedInstanceButDeduped_ThrowsAlreadyExists()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.RunAsync("Echoes", "first", "one");
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Echoes", "x", options));

        Assert.Equal("OrchestrationAlreadyExistsException", refusal.GetType().Name);
    }

    [Fact]
    public async Task Schedule_StartAt_IsPendingUntilThen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Instances));
        var options = new StartOrchestrationOptions("later", time.GetUtcNow().AddHours(2))
        {
            Tags = new Dictionary<string, string> { ["a"] = "b" },
        };
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echoes", "x", options);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync("later"))!.RuntimeStatus);
        time.Advance(TimeSpan.FromHours(2));

        var end = await host.EndOfAsync("later");
        Assert.Equal("x", end.ReadOutputAs<string>());
        Assert.Equal("b", end.Tags["a"]);
    }

    [Fact]
    public async Task Terminate_Running_KeepsTheOutputAsJson()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("WaitsBelow", new StartOrchestrationOptions("one"));
        await host.UntilAsync("child", static found => found.IsRunning);

        await host.Client.TerminateInstanceAsync("one", new TerminateInstanceOptions("enough", Recursive: true));

        var end = await host.EndOfAsync("one");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("\"enough\"", end.SerializedOutput);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Suspend_Running_HoldsEventsUntilResumed()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("one"));
        await host.UntilAsync("one", static found => found.IsRunning);

        await host.Client.SuspendInstanceAsync("one", "a break");
        var suspended = await host.UntilAsync("one", static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync("one", "go", "now");
        Assert.Equal("a break", suspended.SerializedOutput);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync("one"))!.RuntimeStatus);
        await host.Client.ResumeInstanceAsync("one", "go on");

        Assert.Equal("now", (await host.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task UnknownInstance_AsksAnything_IsToldSo()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));

        Assert.Null(await host.Client.GetInstanceAsync("none"));
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("none")).PurgedInstanceCount);
        foreach (var attempt in new Func<Task>[]
        {
            () => host.Client.RaiseEventAsync("none", "go"),
            () => host.Client.TerminateInstanceAsync("none"),
            () => host.Client.SuspendInstanceAsync("none"),
        })
        {
            var refusal = await Assert.ThrowsAnyAsync<Exception>(attempt);
            Assert.Equal("RpcException", refusal.GetType().Name);
            Assert.Contains("NotFound", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Purge_EndedAndRunning_RemovesOnlyTheEnded()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.RunAsync("Echoes", "x", "ended");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("runs"));

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("ended")).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("ended"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.PurgeInstanceAsync("runs"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RewindInstanceAsync("runs", "why"));
        await host.RunAsync("Echoes", "x", "ended");
        Assert.Equal(1, (await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
    }

    [Fact]
    public async Task GetAllInstances_Filtered_PagesInTheOrderOfIds()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        foreach (var id in new[] { "b-2", "b-1", "a-1", "b-3" })
        {
            await host.RunAsync("Echoes", id, id);
        }

        var query = new OrchestrationQuery(
            InstanceIdPrefix: "b-", PageSize: 2, Statuses: [OrchestrationRuntimeStatus.Completed], FetchInputsAndOutputs: true);
        var pages = await host.Client.GetAllInstancesAsync(query).AsPages().ToListAsync();

        Assert.Equal(["b-1", "b-2"], pages[0].Values.Select(static found => found.ReadOutputAs<string>()));
        Assert.Equal(["b-3"], pages[1].Values.Select(static found => found.InstanceId));
        Assert.Null(pages[1].ContinuationToken);
        var rest = await host.Client.GetAllInstancesAsync(query with { ContinuationToken = pages[0].ContinuationToken }).ToListAsync();
        Assert.Equal(["b-3"], rest.Select(static found => found.InstanceId));
        Assert.Equal(["a-1", "b-1"], (await host.Client.ListInstanceIdsAsync(pageSize: 2)).Values);
    }

    [Fact]
    public async Task WaitForCompletion_Cancelled_ThrowsOperationCanceled()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("one"));
        using var end = new CancellationTokenSource();

        var wait = host.Client.WaitForInstanceCompletionAsync("one", end.Token);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgainWithItsInput()
    {
        await using var host = await DurableHost.StartAsync(typeof(Instances));
        await host.RunAsync("Echoes", "x", "one");

        var id = await host.Client.RestartAsync("one", restartWithNewInstanceId: true);

        Assert.NotEqual("one", id);
        Assert.Equal("x", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    public static class Instances
    {
        [Function("Echoes")]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string input) =>
            context.InstanceId.Length > 0 ? input : "";

        [Function("Waits")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("go");

        [Function("WaitsBelow")]
        public static Task<string> BelowAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>("Waits", new TaskOptions().WithInstanceId("child"));
    }
}
