using GenOps.Application.Alerts;
using GenOps.Application.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Adapters.Webhooks;

/// <summary>Puts <see cref="WebhookPost"/> into the container.</summary>
public static class WebhookRegistration
{
    /// <summary>Notices over HTTP. Needs <see cref="TenantOptions"/>.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new WebhookClient(provider.GetRequiredService<TenantOptions>()));
        services.AddSingleton<WebhookPost>(static provider => provider.GetRequiredService<WebhookClient>().PostAsync);
        return services;
    }
}
