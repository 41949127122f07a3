using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

/// <summary>A started host with a hub in memory, and its client.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TestHost _host;

    private DurableHost(TestHost host)
    {
        _host = host;
        Client = host.Host.Services.GetRequiredService<DurableTaskClient>();
    }

    internal DurableTaskClient Client { get; }

    internal TestHost Host => _host;

    internal IServiceProvider Services => _host.Host.Services;

    internal static Task<DurableHost> StartAsync(params Type[] classes) => StartAsync(static _ => { }, classes);

    internal static async Task<DurableHost> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes) =>
        new(await TestHost.StartAsync(
            builder =>
            {
                builder.Configuration["GENOPS_STORAGE"] = "memory";
                configure(builder);
            },
            classes));

    internal static Task<DurableHost> StartAsync(IHubStore store, params Type[] classes) =>
        StartAsync(builder => builder.Services.AddSingleton(store), classes);

    internal static Task<DurableHost> StartAsync(TimeProvider time, params Type[] classes) =>
        StartAsync(builder => builder.Services.AddSingleton(time), classes);

    /// <summary>Starts an orchestration and waits for its end.</summary>
    internal async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId));
        return await EndOfAsync(id);
    }

    internal async Task<OrchestrationMetadata> EndOfAsync(string instanceId)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    internal async Task<OrchestrationMetadata> StartOfAsync(string instanceId)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await Client.WaitForInstanceStartAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>Waits until what an orchestration has last said of itself is as expected.</summary>
    internal async Task<OrchestrationMetadata> UntilAsync(string instanceId, Func<OrchestrationMetadata, bool> isExpected)
    {
        using var changes = Services.GetRequiredService<InstanceWatch>().Subscribe(instanceId);
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, limit.Token) is { } found && isExpected(found))
            {
                return found;
            }

            await changes.NextAsync(limit.Token);
        }
    }

    /// <summary>Waits until nothing is on its way to or from an instance.</summary>
    internal async Task UntilAtRestAsync(string instanceId)
    {
        var store = Services.GetRequiredService<IHubStore>();
        using var changes = Services.GetRequiredService<InstanceWatch>().Subscribe(instanceId);
        using var limit = new CancellationTokenSource(Limit);
        while (await store.LoadAsync(instanceId, limit.Token) is not { Inbox.Count: 0, Outbox.Count: 0 })
        {
            await changes.NextAsync(limit.Token);
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
