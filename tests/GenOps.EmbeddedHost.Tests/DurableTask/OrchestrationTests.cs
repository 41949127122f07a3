using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task Run_ActivitiesInSequence_ReturnsTheirResult()
    {
        await using var host = await DurableHost.StartAsync(typeof(Sequence));

        var end = await host.RunAsync("Sequence", new Order("pens", 3));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("3 pens, 3 pens", end.ReadOutputAs<string>());
        Assert.Equal("""{"Name":"pens","Count":3}""", end.SerializedInput);
        Assert.Equal("null", end.SerializedCustomStatus);
        Assert.Null(end.FailureDetails);
    }

    [Fact]
    public async Task Run_FanOut_GetsEveryResultInOrder()
    {
        await using var host = await DurableHost.StartAsync(typeof(FanOut));

        var end = await host.RunAsync("FanOut", 50);

        Assert.Equal(Enumerable.Range(0, 50).Select(static number => number * number), end.ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task CallActivity_Throws_FailsWithItsDetails()
    {
        await using var host = await DurableHost.StartAsync(typeof(Failing));

        var end = await host.RunAsync("CatchesFailure");

        Assert.Equal("Fails #0 System.InvalidOperationException no", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Run_ThrowsUnhandled_FailsWithPlainTextOutput()
    {
        await using var host = await DurableHost.StartAsync(typeof(Failing));

        var end = await host.RunAsync("PassesFailureOn");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException: Task 'Fails' (#0) failed with an unhandled exception: no", end.SerializedOutput);
        Assert.Null(end.FailureDetails);
    }

    [Fact]
    public async Task CallActivity_Unknown_FailsTheOrchestration()
    {
        await using var host = await DurableHost.StartAsync(typeof(Failing));

        var end = await host.RunAsync("CallsUnknown");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("There is no activity function 'Nobody'", end.SerializedOutput!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAll_OneFails_ThrowsTheFirstFailureAndLeavesTheOthers()
    {
        await using var host = await DurableHost.StartAsync(typeof(Failing));

        var end = await host.RunAsync("FailsAmongOthers");

        Assert.Equal("Fails #1, others RanToCompletion", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_Fails_TellsTheChildsExceptionType()
    {
        await using var host = await DurableHost.StartAsync(typeof(Nested));

        var end = await host.RunAsync("Parent", "fail");

        Assert.Equal("Child System.ArgumentException", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_WithId_RunsUnderItAndKnowsItsParent()
    {
        await using var host = await DurableHost.StartAsync(typeof(Nested));

        var end = await host.RunAsync("Parent", "ok", "p-1");

        Assert.Equal("child-of-p-1 below Parent", end.ReadOutputAs<string>());
        var child = await host.Client.GetInstanceAsync("child-of-p-1", getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, child!.RuntimeStatus);
    }

    [Fact]
    public async Task ContinueAsNew_KeepsGoingWithNewInput_AndIgnoresWhatIsReturned()
    {
        await using var host = await DurableHost.StartAsync(typeof(Eternal));

        var end = await host.RunAsync("CountsDown", 5);

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal("0", end.SerializedInput);
    }

    [Fact]
    public async Task ContextValues_Replayed_AreTheSame()
    {
        await using var host = await DurableHost.StartAsync(typeof(Values));
        Values.Seen.Clear();

        var end = await host.RunAsync("Values");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(3, Values.Seen.Count);
        Assert.Single(Values.Seen.Distinct());
        Assert.Equal(1, host.Host.Logs.Lines.Count(static line => line.Message == "once"));
    }

    [Fact]
    public async Task SetCustomStatus_OverTheLimit_Throws()
    {
        await using var host = await DurableHost.StartAsync(typeof(Statuses));

        Assert.Equal("\"small\"", (await host.RunAsync("SetsStatus", 5)).SerializedCustomStatus);
        var end = await host.RunAsync("SetsStatus", 17_000);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("16,384 bytes", end.SerializedOutput!, StringComparison.Ordinal);
    }

    public sealed record Order(string Name, int Count);

    public static class Sequence
    {
        [Function("Sequence")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order input)
        {
            var first = await context.CallActivityAsync<string>("Describe", input);
            var second = await context.CallActivityAsync<string>("describe", context.GetInput<Order>());
            return $"{first}, {second}";
        }

        [Function("Describe")]
        public static string Describe([ActivityTrigger] Order order, FunctionContext context) =>
            context.FunctionDefinition.Name == "Describe" ? $"{order.Count} {order.Name}" : "";
    }

    public static class FanOut
    {
        [Function("FanOut")]
        public static Task<int[]> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count) =>
            Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Square", number)));

        [Function("Square")]
        public static int Square([ActivityTrigger] int number) => number * number;
    }

    public static class Failing
    {
        [Function("CatchesFailure")]
        public static async Task<string> CatchAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("Fails");
                return "";
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName} #{failure.TaskId} {failure.FailureDetails.ErrorType} {failure.FailureDetails.ErrorMessage}";
            }
        }

        [Function("PassesFailureOn")]
        public static Task PassAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Fails");

        [Function("CallsUnknown")]
        public static Task UnknownAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Nobody");

        [Function("FailsAmongOthers")]
        public static async Task<string> AmongAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Task[] tasks = [context.CallActivityAsync("Works"), context.CallActivityAsync("Fails"), context.CallActivityAsync("Works")];
            try
            {
                await Task.WhenAll(tasks);
                return "";
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName} #{failure.TaskId}, others {tasks[2].Status}";
            }
        }

        [Function("Fails")]
        public static void Fail([ActivityTrigger] string? input) => throw new InvalidOperationException($"no{input}");

        [Function("Works")]
        public static void Work([ActivityTrigger] string? input) => Assert.Null(input);
    }

    public static class Nested
    {
        [Function("Parent")]
        public static async Task<string> ParentAsync([OrchestrationTrigger] TaskOrchestrationContext context, string input)
        {
            try
            {
                var options = new TaskOptions().WithInstanceId($"child-of-{context.InstanceId}");
                return await context.CallSubOrchestratorAsync<string>("Child", input, options);
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName} {failure.FailureDetails.ErrorType}";
            }
        }

        [Function("Child")]
        public static string Child([OrchestrationTrigger] TaskOrchestrationContext context, string input) => input == "ok"
            ? $"{context.InstanceId} below {context.Parent!.Name}"
            : throw new ArgumentException("bad");
    }

    public static class Eternal
    {
        [Function("CountsDown")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int left)
        {
            await context.CallActivityAsync("Nothing", left);
            if (left > 0)
            {
                context.ContinueAsNew(left - 1);
                return "ignored";
            }

            return "done";
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] int input) => Assert.True(input >= 0);
    }

    public static class Values
    {
        internal static List<string> Seen { get; } = [];

        [Function("Values")]
        public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Seen.Add($"{context.NewGuid()} {context.NewGuid()} {context.CurrentUtcDateTime:o}");
            context.CreateReplaySafeLogger("test").Log(LogLevel.Information, default, "once", null, static (text, _) => text);
            await context.CallActivityAsync("Idle");
            await context.CallActivityAsync("Idle");
        }

        [Function("Idle")]
        public static void Idle([ActivityTrigger] string? input) => Assert.Null(input);
    }

    public static class Statuses
    {
        [Function("SetsStatus")]
        public static void Run([OrchestrationTrigger] TaskOrchestrationContext context, int length) =>
            context.SetCustomStatus(length < 100 ? "small" : new string('x', length));
    }
}
