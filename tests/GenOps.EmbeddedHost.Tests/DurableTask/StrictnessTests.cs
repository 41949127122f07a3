using System.Diagnostics.Metrics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class StrictnessTests
{
    [Theory]
    [InlineData("AwaitsTaskRun")]
    [InlineData("AwaitsDelayInHelper")]
    public async Task Await_NotDurable_FailsTheInstanceAndSaysWhatToDo(string name)
    {
        await using var host = await DurableHost.StartAsync(typeof(Wrong));

        var end = await host.RunAsync(name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("An invalid asynchronous invocation was detected.", end.SerializedOutput!, StringComparison.Ordinal);
        Assert.Contains("CreateTimer instead of Task.Delay", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_NotDurableBesideDurable_FailsTheInstanceWhenItGoesOn()
    {
        await using var host = await DurableHost.StartAsync(typeof(Wrong));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("AwaitsBesideDurable");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");

        Wrong.Outside.SetResult();

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("An invalid asynchronous invocation was detected.", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConfiguresAwait")]
    [InlineData("ConfiguresAwaitAndEnds")]
    [InlineData("ConfiguresAwaitInHelper")]
    [InlineData("ConfiguresAwaitOfAll")]
    public async Task ConfigureAwaitFalse_OnDurableTask_FailsTheInstanceInsteadOfHanging(string name)
    {
        await using var host = await DurableHost.StartAsync(typeof(Wrong));

        var end = await host.RunAsync(name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("ConfigureAwait(false)", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other name", "history has activity 'Step' (#0) where its code now has activity 'Other' (#0)")]
    [InlineData("other kind", "history has activity 'Step' (#0) where its code now has a timer (#0)")]
    [InlineData("nothing", "history has activity 'Step' (#0) where its code now has nothing")]
    [InlineData("more", "history has nothing where its code now has activity 'Step' (#1)")]
    [InlineData("ends", "history has activity 'Step' (#0) where its code now has nothing")]
    public async Task Replay_CodeDoesOtherThings_FailsAndSaysWhatDiffers(string change, string expected)
    {
        await using var host = await DurableHost.StartAsync(typeof(Fickle));
        Fickle.Change = "";
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Fickle");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");

        Fickle.Change = change;
        await host.Client.RaiseEventAsync(id, "go");

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains(expected, end.SerializedOutput!, StringComparison.Ordinal);
        Assert.Contains("give a changed orchestrator a new name", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SendsTooMuch")]
    [InlineData("GetsTooMuch")]
    public async Task Payload_OverOneMebibyte_IsRefused(string name)
    {
        await using var host = await DurableHost.StartAsync(typeof(Wrong));

        var end = await host.RunAsync(name);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("may have 1,048,576", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_OverAQueueMessage_IsCountedAndPassed()
    {
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "genops.durable.payloads.spilled")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref counted, measurement));
        listener.Start();
        await using var host = await DurableHost.StartAsync(typeof(Wrong));

        var end = await host.RunAsync("PassesLongText", 46 * 1024);

        Assert.Equal(46 * 1024, end.ReadOutputAs<int>());
        Assert.True(Interlocked.Read(ref counted) >= 2);
    }

    [Fact]
    public async Task Payload_ThatDoesNotSurviveJson_IsNotHandedOverInMemory()
    {
        await using var host = await DurableHost.StartAsync(typeof(Wrong));

        Assert.Equal("hidden:", (await host.RunAsync("PassesHidden")).ReadOutputAs<string>());
    }

    public static class Wrong
    {
        internal static TaskCompletionSource Outside { get; } = new();

        [Function("AwaitsTaskRun")]
        public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Echo", "a");
            await Task.Run(static () => new TaskCompletionSource().Task);
        }

        [Function("AwaitsBesideDurable")]
        public static async Task BesideAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            await Task.WhenAny(context.WaitForExternalEvent<string>("never"), Outside.Task);
            await context.CallActivityAsync("Echo", "a");
        }

        [Function("AwaitsDelayInHelper")]
        public static Task HelperAsync([OrchestrationTrigger] TaskOrchestrationContext context) => PauseAsync(context);

        [Function("ConfiguresAwait")]
        public static async Task ConfigureAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Echo", "a").ConfigureAwait(false);
            await context.CallActivityAsync("Echo", "b");
        }

        [Function("ConfiguresAwaitAndEnds")]
        public static async Task ConfigureAndEndAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync("Echo", "a").ConfigureAwait(false);

        [Function("ConfiguresAwaitInHelper")]
        public static async Task ConfigureInHelperAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await ConfigureAndEndAsync(context);
            await context.CallActivityAsync("Echo", "b");
        }

        [Function("ConfiguresAwaitOfAll")]
        public static async Task ConfigureAllAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await Task.WhenAll(context.CallActivityAsync("Echo", "a"), context.CallActivityAsync("Echo", "b")).ConfigureAwait(false);

        [Function("SendsTooMuch")]
        public static Task SendAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Echo", new string('x', 1024 * 1024));

        [Function("GetsTooMuch")]
        public static Task GetAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Large");

        [Function("PassesLongText")]
        public static async Task<int> LongAsync([OrchestrationTrigger] TaskOrchestrationContext context, int length) =>
            (await context.CallActivityAsync<string>("Echo", new string('x', length))).Length;

        [Function("PassesHidden")]
        public static async Task<string> HiddenAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"hidden:{(await context.CallActivityAsync<Secret>("MakeSecret")).Read()}";

        [Function("MakeSecret")]
        public static Secret MakeSecret([ActivityTrigger] string? input) => new(input ?? "value");

        [Function("Echo")]
        public static string Echo([ActivityTrigger] string input) => input;

        [Function("Large")]
        public static string Large([ActivityTrigger] string? input) => new('x', 1024 * 1024 + (input?.Length ?? 0));

        private static async Task PauseAsync(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Echo", "a");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }

        public sealed class Secret(string? hidden)
        {
            public Secret()
                : this(null)
            {
            }

            public string? Read() => hidden;
        }
    }

    public static class Fickle
    {
        internal static string Change { get; set; } = "";

        [Function("Fickle")]
        public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var change = Change;
            var step = change switch
            {
                "other name" => context.CallActivityAsync("Other"),
                "other kind" => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None),
                "nothing" => context.WaitForExternalEvent<string>("never"),
                "ends" => Task.CompletedTask,
                _ => context.CallActivityAsync("Step"),
            };
            if (change == "more")
            {
                _ = context.CallActivityAsync("Step");
            }

            if (change == "ends")
            {
                return;
            }

            await step;
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("go");
        }

        [Function("Step")]
        public static void Step([ActivityTrigger] string? input) => Assert.Null(input);
    }
}
