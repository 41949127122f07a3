using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Timers;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostFeature<TimerFeature>]

namespace GenOps.EmbeddedHost.Timers;

/// <summary>Serves <c>[TimerTrigger]</c>.</summary>
internal sealed class TimerFeature : IHostFeature
{
    public static void Register(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimerTriggerHandler>();
        builder.Services.AddSingleton<ITriggerHandler>(static services => services.GetRequiredService<TimerTriggerHandler>());
        builder.Services.AddHostedService<TimerScheduler>();
    }
}
