using GenOps.EmbeddedHost.DurableTask.Hub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class EventTests
{
    [Fact]
    public async Task WaitForExternalEvent_RaisedBeforeInAnotherCase_IsKept()
    {
        await using var host = await DurableHost.StartAsync(typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("TwoEvents");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");

        await host.Client.RaiseEventAsync(id, "SECOND", "two");
        await host.Client.RaiseEventAsync(id, "first", "one");

        Assert.Equal("one two", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_NotInTime_ThrowsTaskCanceled()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("OneInTime");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");

        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("TaskCanceledException", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_CancelledWait_SwallowsTheNextEvent()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("CancelsThenWaits");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");
        time.Advance(TimeSpan.FromMinutes(10));
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"again\"");

        await host.Client.RaiseEventAsync(id, "go", "swallowed");
        await host.Client.RaiseEventAsync(id, "go", "seen");

        Assert.Equal("seen", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_InTime_DropsTheTimer()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var host = await DurableHost.StartAsync(time, typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("InTimeThenWaits");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");
        await host.Client.RaiseEventAsync(id, "go", "a");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"again\"");

        var store = host.Services.GetRequiredService<IHubStore>();
        var snapshot = await store.LoadAsync(id, CancellationToken.None);
        Assert.Empty(snapshot!.Inbox);

        await host.Client.RaiseEventAsync(id, "go", "b");
        Assert.Equal("a b", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(true, "kept")]
    [InlineData(false, "new")]
    public async Task ContinueAsNew_UnprocessedEvent_IsKeptAsAsked(bool keeps, string expected)
    {
        await using var host = await DurableHost.StartAsync(typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Continues", new Waits.Round(1, keeps));
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"round 1\"");
        await host.Client.RaiseEventAsync(id, "data", "kept");
        await host.Client.RaiseEventAsync(id, "next", null);
        await host.UntilAsync(id, found => found.IsCompleted || found.SerializedCustomStatus == "\"round 2\"");

        await host.Client.RaiseEventAsync(id, "data", "new");

        Assert.Equal(expected, (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_Arrives()
    {
        await using var host = await DurableHost.StartAsync(typeof(Waits));
        var receiver = await host.Client.ScheduleNewOrchestrationInstanceAsync("TwoEvents");
        await host.UntilAsync(receiver, static found => found.SerializedCustomStatus == "\"waiting\"");

        await host.RunAsync("Sends", receiver);

        Assert.Equal("x y", (await host.EndOfAsync(receiver)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_NotDue_WaitsForItsTime()
    {
        var start = DateTimeOffset.UnixEpoch.AddYears(56);
        var time = new FakeTimeProvider(start);
        await using var host = await DurableHost.StartAsync(time, typeof(Waits));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleeps");
        await host.UntilAsync(id, static found => found.SerializedCustomStatus == "\"waiting\"");

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await host.Client.GetInstanceAsync(id))!.IsRunning);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(start.AddHours(1).UtcDateTime, (await host.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    public static class Waits
    {
        [Function("TwoEvents")]
        public static async Task<string> TwoAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            var first = await context.WaitForExternalEvent<string>("First");
            return $"{first} {await context.WaitForExternalEvent<string>("Second")}";
        }

        [Function("OneInTime")]
        public static async Task<string> OneAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            try
            {
                return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMinutes(10));
            }
            catch (OperationCanceledException exception)
            {
                return exception.GetType().Name;
            }
        }

        [Function("CancelsThenWaits")]
        public static async Task<string> CancelsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await OneAsync(context);
            context.SetCustomStatus("again");
            return await context.WaitForExternalEvent<string>("go");
        }

        [Function("InTimeThenWaits")]
        public static async Task<string> InTimeAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = await OneAsync(context);
            context.SetCustomStatus("again");
            return $"{first} {await context.WaitForExternalEvent<string>("go")}";
        }

        [Function("Continues")]
        public static async Task<string> ContinuesAsync([OrchestrationTrigger] TaskOrchestrationContext context, Round round)
        {
            context.SetCustomStatus($"round {round.Number}");
            if (round.Number == 2)
            {
                return await context.WaitForExternalEvent<string>("data");
            }

            await context.WaitForExternalEvent<string>("next");
            context.ContinueAsNew(round with { Number = 2 }, round.Keeps);
            return "ignored";
        }

        [Function("Sends")]
        public static void Send([OrchestrationTrigger] TaskOrchestrationContext context, string receiver)
        {
            context.SendEvent(receiver, "first", "x");
            context.SendEvent(receiver, "second", "y");
        }

        [Function("Sleeps")]
        public static async Task<DateTime> SleepAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }

        public sealed record Round(int Number, bool Keeps);
    }
}
