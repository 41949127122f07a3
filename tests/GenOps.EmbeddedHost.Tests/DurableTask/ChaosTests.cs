using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class ChaosTests
{
    [Theory]
    [InlineData("1:0.2")]
    [InlineData("2:0.5")]
    public async Task FanOut_UnderChaos_CountsExactly(string chaos)
    {
        await using var host = await DurableHost.StartAsync(
            builder => builder.Configuration["GenOps:EmbeddedHost:Chaos"] = chaos, typeof(Counting));

        var end = await host.RunAsync("CountsTo", 200);

        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"chaos {chaos}: {end.SerializedOutput}");
        Assert.Equal([200, 200], end.ReadOutputAs<int[]>()!);
        Assert.True(Counting.Runs > 200, $"chaos {chaos} ran no activity twice");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("a:0.1")]
    [InlineData("1:2")]
    public void Parse_BadSetting_SaysWhatItMustBe(string setting)
    {
        var fault = Assert.Throws<HostStartupException>(() => ChaosMonkey.Parse(setting));

        Assert.Contains("must be seed:rate", fault.Message, StringComparison.Ordinal);
    }

    public static class Counting
    {
        private static int s_runs;

        internal static int Runs => s_runs;

        [Function("CountsTo")]
        public static async Task<int[]> CountAsync([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            var counter = new EntityInstanceId("Counter", context.InstanceId);
            var ones = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OneAsync(context, counter)));
            return [ones.Sum(), await context.Entities.CallEntityAsync<int>(counter, "Get")];
        }

        [Function("CountsOne")]
        public static int CountOne([ActivityTrigger] string? input)
        {
            Interlocked.Increment(ref s_runs);
            return input is null ? 1 : 0;
        }

        [Function("Counter")]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<CrashTests.Tally>();

        private static async Task<int> OneAsync(TaskOrchestrationContext context, EntityInstanceId counter)
        {
            var one = await context.CallActivityAsync<int>("CountsOne");
            await context.Entities.CallEntityAsync(counter, "Add", one);
            return one;
        }
    }
}
