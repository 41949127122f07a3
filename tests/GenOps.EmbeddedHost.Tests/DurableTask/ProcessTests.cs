using System.Collections.Concurrent;
using System.Diagnostics;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class ProcessTests
{
    [Fact]
    public async Task TwoProcesses_TheOtherEnqueues_TheActiveOneWorksAndIsFollowed()
    {
        var hub = new MemoryHub();
        var active = await DurableHost.StartAsync(new MemoryHubStore(hub, TimeProvider.System), typeof(Slow));
        await active.RunAsync("Quick");
        await using var other = await DurableHost.StartAsync(new MemoryHubStore(hub, TimeProvider.System), typeof(Slow));

        Assert.Equal("quick", (await other.RunAsync("Quick")).ReadOutputAs<string>());
        Assert.DoesNotContain(
            other.Host.Logs.Lines, static line => line.Message.Contains("works on durable task hub", StringComparison.Ordinal));
        var id = await other.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await other.StartOfAsync(id);
        await active.DisposeAsync();
        await other.Client.RaiseEventAsync(id, "go", "taken over");

        Assert.Equal("taken over", (await other.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stop_ActivityRuns_ItFinishesAndItsResultIsKept()
    {
        var hub = new MemoryHub();
        var gate = Slow.NewGate("stops");
        var first = await DurableHost.StartAsync(new MemoryHubStore(hub, TimeProvider.System), typeof(Slow));
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("RunsSlowly", "stops");
        await gate.Entered.Task.OrGiveUpAsync();

        var stop = first.Host.Host.StopAsync();
        gate.Open.SetResult();
        await stop.OrGiveUpAsync();
        await first.DisposeAsync();
        await using var second = await DurableHost.StartAsync(new MemoryHubStore(hub, TimeProvider.System), typeof(Slow));

        Assert.Equal("slow", (await second.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, gate.Count);
    }

    [Fact]
    public async Task Trace_OfTheStarter_ReachesEverythingBelow()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "GenOps.EmbeddedHost.DurableTask" or "starter",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("starter");
        await using var host = await DurableHost.StartAsync(typeof(Traced));

        using var root = source.StartActivity("root")!;
        var end = await host.RunAsync("TraceParent");

        var expected = root.TraceId.ToString();
        Assert.Equal([expected, expected, expected], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Start_NothingDurable_OpensNoHub()
    {
        await using var host = await TestHost.StartAsync(typeof(Plain));

        Assert.DoesNotContain(host.Logs.Lines, static line => line.Category.Contains("DurableTask", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_OrchestratorWithForeignParameter_SaysWhatItTakes()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(typeof(Misshapen)));

        Assert.Contains("an orchestrator takes a [OrchestrationTrigger] TaskOrchestrationContext", fault, StringComparison.Ordinal);
    }

    public static class Plain
    {
        [Function("Plain")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] Microsoft.AspNetCore.Http.HttpRequest request) =>
            request.Method;
    }

    public static class Misshapen
    {
        [Function("Misshapen")]
        public static void Run([OrchestrationTrigger] string input) => Assert.Null(input);
    }

    public static class Slow
    {
        private static readonly ConcurrentDictionary<string, SlowGate> Gates = new();

        [Function("Quick")]
        public static Task<string> QuickAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("QuickWork");

        [Function("Waits")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("go");

        [Function("RunsSlowly")]
        public static Task<string> SlowlyAsync([OrchestrationTrigger] TaskOrchestrationContext context, string key) =>
            context.CallActivityAsync<string>("SlowWork", key);

        [Function("QuickWork")]
        public static string Work([ActivityTrigger] string? input) => input ?? "quick";

        [Function("SlowWork")]
        public static async Task<string> WorkSlowlyAsync([ActivityTrigger] string key)
        {
            var gate = Gates[key];
            gate.Count++;
            gate.Entered.TrySetResult();
            await gate.Open.Task;
            return "slow";
        }

        internal static SlowGate NewGate(string key) => Gates[key] = new SlowGate();

        internal sealed class SlowGate
        {
            internal TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            internal TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            internal int Count { get; set; }
        }
    }

    public static class Traced
    {
        [Function("TraceParent")]
        public static async Task<string[]> ParentAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        [
            await context.CallActivityAsync<string>("TraceActivity"),
            await context.CallSubOrchestratorAsync<string>("TraceChild"),
            await context.Entities.CallEntityAsync<string>(new EntityInstanceId("TraceEntity", "x"), "Trace"),
        ];

        [Function("TraceChild")]
        public static Task<string> ChildAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("TraceActivity");

        [Function("TraceActivity")]
        public static string Trace([ActivityTrigger] string? input) => $"{Activity.Current?.TraceId}{input}";

        [Function("TraceEntity")]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<TraceEntity>();
    }

    public sealed class TraceEntity : TaskEntity<int>
    {
        public static string Here => $"{Activity.Current?.TraceId}";

        public string Trace() => Here;
    }
}
