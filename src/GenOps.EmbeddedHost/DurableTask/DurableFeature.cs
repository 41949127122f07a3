using GenOps.EmbeddedHost.DurableTask;
using GenOps.EmbeddedHost.DurableTask.Client;
using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Entities;
using GenOps.EmbeddedHost.DurableTask.Functions;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Orchestrations;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

[assembly: HostFeature<DurableFeature>]

namespace GenOps.EmbeddedHost.DurableTask;

/// <summary>Serves orchestrators, activities, entities and <c>[DurableClient]</c>.</summary>
internal sealed class DurableFeature : IHostFeature
{
    public static void Register(FunctionsApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton<ITriggerHandler, DurableTriggerHandler>();
        services.AddSingleton<IInputBinder, DurableClientBinder>();
        services.AddSingleton(static provider => DurableOptions.Read(provider.GetRequiredService<HostFile>()));
        services.AddSingleton<PayloadConverter>();
        services.AddSingleton<MessageIds>();
        services.AddSingleton<InstanceWatch>();
        services.AddSingleton<OrchestratorRunner>();
        services.AddSingleton<EntityRunner>();
        services.AddSingleton<ActivityRunner>();
        services.AddSingleton<OrchestrationTurns>();
        services.AddSingleton<EntityTurns>();
        services.TryAddSingleton<IHubStore>(static provider => HubStores.Create(provider));
        services.AddSingleton(static provider => new ChaosSetting(
            ChaosMonkey.Parse(provider.GetRequiredService<IConfiguration>()[ChaosMonkey.SettingName])));
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<HubMailer>();
        services.AddSingleton<InstanceReader>();
        services.AddSingleton<InstanceRemover>();
        services.AddSingleton<HubEntityClient>();
        services.AddSingleton<DurableTaskClient, HubClient>();
        services.AddSingleton(static provider => new Lazy<DurableEngine>(provider.GetRequiredService<DurableEngine>));
        services.AddHostedService<DurableService>();
    }
}
