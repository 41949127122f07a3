using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Diagnostics;

/// <summary>The administrative route of the process's figures.</summary>
internal static class DiagnosticsServices
{
    public static void AddDiagnostics(this IServiceCollection services)
    {
        services.AddSingleton<RunningInstance>();
        services.AddHostedService(static provider => provider.GetRequiredService<RunningInstance>());
        services.AddSingleton(static provider => new DiagnosticsHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<RunningInstance>()));
    }
}
