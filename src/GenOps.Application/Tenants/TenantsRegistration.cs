using GenOps.Application.Audit;
using GenOps.Application.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GenOps.Application.Tenants;

/// <summary>Registers who calls and who administers.</summary>
public static class TenantsRegistration
{
    /// <summary>The setting that holds the administrator's key; unset, the administrative routes are closed.</summary>
    public const string AdminKeyKey = "GENOPS_ADMIN_KEY";

    /// <summary>The callers' directory, the administrator's key, and the administration of tenants and keys. Needs <see cref="IRowStores"/>.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<TenantOptions>().Bind(configuration.GetSection(TenantOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TenantOptions>>(new TenantOptionsValidator(configuration[AdminKeyKey]));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TenantOptions>>().Value);
        services.AddSingleton(new AdminKey(configuration[AdminKeyKey]));
        services.AddSingleton(provider => new CallerDirectory(
            provider.GetRequiredService<IRowStores>(), new CallerDirectoryOptions(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<TenantAdministration>();
        services.AddSingleton<KeyAdministration>();
        return services;
    }
}
