using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;
using GenOps.Application.Batches.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>What the orchestrations of batches work with.</summary>
internal static class BatchOrchestrationServices
{
    public static void AddBatchOrchestration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBatchRuns(configuration);
        services.TryAddSingleton<BatchValidation>();
        services.TryAddSingleton<BatchOutput>();
        services.AddSingleton<OpenReservations>();
        services.AddSingleton<BatchEnds>();
        services.AddSingleton<BatchSweep>();
    }
}
