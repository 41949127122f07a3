using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Inference;

/// <summary>The inference routes.</summary>
internal static class InferenceServices
{
    public static void AddInference(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new InferenceHandler(
            provider.GetRequiredService<CallerDirectory>(),
            provider.GetRequiredService<GovernedCalls>(),
            provider.GetRequiredService<CallOptions>(),
            provider.GetRequiredService<RequestIds>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
