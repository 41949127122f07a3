using GenOps.Application.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Http;

/// <summary>What all routes share.</summary>
internal static class HttpServices
{
    public static void AddHttpBasics(this IServiceCollection services)
    {
        services.AddSingleton<RequestIds>();
        services.AddSingleton(static provider =>
            new TenantGate(provider.GetRequiredService<CallerDirectory>(), provider.GetRequiredService<RequestIds>()));
    }
}
