using GenOps.Application.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GenOps.Application.Tenants;

/// <summary>Registers who calls and who administers.</summary>
public static class TenantsRegistration
{
    /// <summary>The setting that holds the administrator's key; unset, the administrative routes are closed.</summary>
    public const string AdminKeyKey = "GENOPS_ADMIN_KEY";

    /// <summary>The callers' directory and the administrator's key. Needs <see cref="IRowStores"/>.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new AdminKey(configuration[AdminKeyKey]));
        services.AddSingleton(provider => new CallerDirectory(
            provider.GetRequiredService<IRowStores>(), new CallerDirectoryOptions(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
