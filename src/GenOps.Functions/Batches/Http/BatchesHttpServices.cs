using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;
using GenOps.Application.Batches.Validation;
using GenOps.Application.Files;
using GenOps.Application.Sessions;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Batches.Http;

/// <summary>The batch routes, and what reads a batch's input and writes its files.</summary>
internal static class BatchesHttpServices
{
    public static void AddBatchRoutes(this IServiceCollection services)
    {
        services.AddSingleton<BatchValidation>();
        services.AddSingleton<BatchOutput>();
        services.AddSingleton(static provider => new BatchesHandler(
            provider.GetRequiredService<TenantGate>(),
            provider.GetRequiredService<BatchService>(),
            provider.GetRequiredService<FileDirectory>(),
            provider.GetRequiredService<SessionDirectory>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
