using GenOps.Application.Pricing;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Models;

/// <summary>The models routes.</summary>
internal static class ModelsServices
{
    public static void AddModels(this IServiceCollection services) => services.AddSingleton(static provider => new ModelsHandler(
        provider.GetRequiredService<TenantGate>(), provider.GetRequiredService<PriceBook>(), provider.GetRequiredService<TimeProvider>()));
}
