using GenOps.Application.Audit;
using GenOps.Application.Batches;
using GenOps.Application.Tenants;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Tenants;

/// <summary>The administrative routes of tenants, keys and audit.</summary>
internal static class TenantServices
{
    public static void AddTenantRoutes(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new AdminGate(provider.GetRequiredService<AdminKey>(), provider.GetRequiredService<RequestIds>()));
        services.AddSingleton(static provider => new TenantHandler(
            provider.GetRequiredService<AdminGate>(),
            provider.GetRequiredService<TenantAdministration>(),
            provider.GetRequiredService<BatchService>(),
            provider.GetRequiredService<TenantOptions>(),
            provider.GetRequiredService<ILogger<TenantHandler>>()));
        services.AddSingleton(static provider => new KeyHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<KeyAdministration>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new AuditHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<AuditTrail>()));
    }
}
