using GenOps.Application.Pricing;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Prices;

/// <summary>The administrative routes of prices.</summary>
internal static class PriceServices
{
    public static void AddPriceRoutes(this IServiceCollection services)
    {
        services.AddSingleton<PriceAdministration>();
        services.AddSingleton(static provider => new PriceHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<PriceAdministration>()));
    }
}
