using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GenOps.Functions.Tests.Surface;

/// <summary>The app compiles against the genuine SDK only as long as it uses nothing that our host alone has.</summary>
public sealed class SdkSurfaceTests
{
    private static readonly IReadOnlyList<Type> App = [.. Assembly.Load("GenOps.Functions").GetTypes().Where(static type => !type.IsNested)];

    [Fact]
    public void App_UsesOnlyWhatTheSdkPublishes() => Assert.Empty(SdkSurface.Load().FindForeign(App));

    [Theory]
    [InlineData("Microsoft.DurableTask.TaskOrchestrationContext SetCustomStatus(object)")]
    [InlineData("Microsoft.DurableTask.TaskOrchestrationContext CallSubOrchestratorAsync<TResult>(TaskName, object, TaskOptions)")]
    [InlineData("Microsoft.Azure.Functions.Worker.HttpTriggerAttribute set_Route(string)")]
    [InlineData("Microsoft.DurableTask.Entities.TaskEntity<TState> get_State()")]
    [InlineData("Microsoft.Azure.Functions.Worker.TimerInfo")]
    public void FindForeign_MemberNotListed_NamesIt(string line)
    {
        var foreign = SdkSurface.Load().Without(line).FindForeign(App);

        Assert.Equal(line, Assert.Single(foreign).Split(" (used by ")[0]);
    }

    [Fact]
    public void FindForeign_CodeThatLocksEntities_IsFound()
    {
        var foreign = SdkSurface.Load().FindForeign([typeof(Locking)]);

        Assert.Contains("LockEntitiesAsync", Assert.Single(foreign));
    }

    private static class Locking
    {
        public static Task<IAsyncDisposable> LockAsync(TaskOrchestrationContext context, EntityInstanceId entity) => context.Entities.LockEntitiesAsync(entity);
    }
}
