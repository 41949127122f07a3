using GenOps.Application.Adjustments;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Adjustments;

/// <summary>The administrative route of adjustments.</summary>
internal static class AdjustmentServices
{
    public static void AddAdjustmentRoutes(this IServiceCollection services)
    {
        services.AddSingleton<AdjustmentWriter>();
        services.AddSingleton(static provider => new AdjustmentHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<AdjustmentWriter>(), provider.GetRequiredService<TimeProvider>()));
    }
}
