using GenOps.Application.Batches;
using GenOps.Application.Files;
using GenOps.Application.Idempotency;
using GenOps.Application.Sessions;
using GenOps.Application.Tenants;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Batches.Http;

/// <summary>The batch routes.</summary>
internal static class BatchesHttpServices
{
    public static void AddBatchRoutes(this IServiceCollection services) => services.AddSingleton(static provider => new BatchesHandler(
        provider.GetRequiredService<TenantGate>(),
        provider.GetRequiredService<BatchService>(),
        new BatchCreation(
            provider.GetRequiredService<BatchService>(),
            new BatchInputs(provider.GetRequiredService<FileDirectory>(), provider.GetRequiredService<SessionDirectory>()),
            provider.GetRequiredService<IdempotencyKeys>(),
            provider.GetRequiredService<TimeProvider>()),
        provider.GetRequiredService<TenantOptions>(),
        provider.GetRequiredService<TimeProvider>()));
}
