using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GenOps.Functions.Tests.Surface;

public sealed class OrchestratorCodeTests
{
    [Fact]
    public void Orchestrators_AwaitOnlyTheirContextAndNeverLookAtTheWorld()
    {
        var types = OrchestratorCode.In(Assembly.Load("GenOps.Functions"));

        Assert.Contains(types, OrchestratorCode.IsOrchestrator);
        Assert.Empty(OrchestratorCode.FindFaults(types));
    }

    [Fact]
    public void FindFaults_BadOrchestrators_NamesEach()
    {
        var faults = OrchestratorCode.FindFaults([typeof(Bad)]);

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, static fault => fault.EndsWith("calls System.IO.File.ReadAllTextAsync", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.EndsWith("calls System.Guid.CreateVersion7", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.EndsWith("ConfigureAwait", StringComparison.Ordinal));
    }

    private static class Bad
    {
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("A", Guid.CreateVersion7());
            await context.CallActivityAsync("B").ConfigureAwait(false);
            return await File.ReadAllTextAsync(context.InstanceId);
        }
    }
}
