using GenOps.Adapters.Webhooks;
using GenOps.Application.Alerts;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Alerts;

/// <summary>Alerts and their notices.</summary>
internal static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddWebhooks();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<BudgetAlerts>();
        services.AddSingleton<AlertSweep>();
        services.AddSingleton(static provider => new WebhookSecretHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<WebhookSecrets>()));
    }
}
