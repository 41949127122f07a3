using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Application.Batches;

/// <summary>Registers what batches are made, reserved, run and closed with.</summary>
public static class BatchesRegistration
{
    /// <summary>Adds the batches. Needs stores, prices, rates, a provider, call options and a clock.</summary>
    public static void AddBatchRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BatchOptions>().Bind(configuration.GetSection(BatchOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BatchOptions>, BatchOptionsValidator>();
        services.AddSingleton<BatchBook>();
        services.AddSingleton<BatchService>();
        services.AddSingleton<LedgerShares>();
        services.AddSingleton(static provider => new ChunkItems(
            provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<PriceBook>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new StoredResults(
            provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new BatchReservations(
            provider.GetRequiredService<IRowStores>().Accounts,
            provider.GetRequiredService<BatchBook>(),
            provider.GetRequiredService<ChunkItems>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new ItemCaller(
            provider.GetRequiredService<IInferenceProvider>(),
            provider.GetRequiredService<CallTelemetry>(),
            provider.GetRequiredService<IOptions<BatchOptions>>().Value,
            provider.GetRequiredService<CallOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new ChunkRunner(
            provider.GetRequiredService<IRowStores>().Accounts,
            provider.GetRequiredService<BatchBook>(),
            provider.GetRequiredService<ChunkItems>(),
            provider.GetRequiredService<ItemCaller>(),
            provider.GetRequiredService<StoredResults>(),
            provider.GetRequiredService<LedgerShares>(),
            provider.GetRequiredService<RateLimits>(),
            provider.GetRequiredService<IOptions<BatchOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new ChunkCloser(
            provider.GetRequiredService<IRowStores>().Accounts,
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<BatchBook>(),
            provider.GetRequiredService<ChunkItems>(),
            provider.GetRequiredService<StoredResults>()));
    }
}
