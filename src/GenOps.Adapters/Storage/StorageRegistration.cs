using GenOps.Adapters.Blobs;
using GenOps.Adapters.Memory;
using GenOps.Adapters.Tables;
using GenOps.Application.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Storage;

/// <summary>Puts <see cref="IRowStores"/> and <see cref="IBlobStore"/> into the container.</summary>
public static class StorageRegistration
{
    /// <summary>The setting that chooses: <c>tables</c>, the default, or <c>memory</c>.</summary>
    public const string KindKey = "GENOPS_STORAGE";

    /// <summary>Storage as <c>GENOPS_STORAGE</c> says. Another value than it knows is reported at start with all other faults of settings.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var kind = configuration[KindKey];
        switch (kind)
        {
            case "memory":
                return services.AddMemoryStorage();
            case null or "" or "tables":
                return services.AddTableStorage(configuration);
            default:
                services.AddOptions<StorageOptions>().Validate(_ => false, $"{KindKey} is '{kind}'; it must be tables or memory.");
                return services.AddTableStorage(configuration);
        }
    }

    /// <summary>Azure Table and Blob Storage, or Azurite; the settings are checked at start, the connection is not.</summary>
    public static IServiceCollection AddTableStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>>(new StorageOptionsValidator(configuration));
        services.AddSingleton<IRowStores>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return new TableRowStores(StorageConnectionReader.Read(configuration, []).Tables!, options);
        });
        services.AddSingleton<IBlobStore>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return new BlobStore(StorageConnectionReader.Read(configuration, []).Blobs!, options);
        });
        return services;
    }

    /// <summary>Everything in memory, gone when the process ends. No setting but <c>GENOPS_STORAGE</c> matters.</summary>
    public static IServiceCollection AddMemoryStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IRowStores>(provider => new MemoryRowStores(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IBlobStore, MemoryBlobStore>();
        return services;
    }
}
