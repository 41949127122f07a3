using GenOps.Adapters.Webhooks;
using GenOps.Application.Alerts;
using GenOps.Application.Tenants;
using GenOps.Functions.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Functions.Alerts;

/// <summary>Alerts and their notices.</summary>
internal static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>();
        services.AddSingleton(provider => new WebhookKey(
            provider.GetRequiredService<IOptions<AlertOptions>>().Value.WebhookKey is { Length: > 0 } key
                ? key
                : configuration[TenantsRegistration.AdminKeyKey]));
        services.AddWebhooks();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<BudgetAlerts>();
        services.AddSingleton<AlertSweep>();
        services.AddSingleton(static provider => new WebhookSecretHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<WebhookSecrets>()));
    }
}
