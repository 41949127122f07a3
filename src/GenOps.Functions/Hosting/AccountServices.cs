using GenOps.Application.Accounts;
using GenOps.Application.Calls;
using GenOps.Application.Idempotency;
using GenOps.Application.Pricing;
using GenOps.Application.Rates;
using GenOps.Application.Telemetry;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Functions.Hosting;

/// <summary>Tenants, their accounts and the governed call.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CallOptions>().Bind(configuration.GetSection(CallOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallOptions>, CallOptionsValidator>();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<CallOptions>>().Value);
        services.AddOptions<AccountOptions>().Bind(configuration.GetSection(AccountOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();
        services.AddSingleton(static provider => OwnerOptionsOf(provider.GetRequiredService<IOptions<AccountOptions>>().Value));
        services.AddSingleton<AccountKeepers>();
        services.AddTenants(configuration);
        services.AddSingleton<PriceBook>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<PressureGauge>();
        services.AddSingleton<CallTelemetry>();
        services.AddSingleton<GovernedCalls>();
    }

    private static OwnerOptions OwnerOptionsOf(AccountOptions options) =>
        new() { AdmissionWait = options.AdmissionWait, LeaseDuration = TimeSpan.FromSeconds(options.LeaseSeconds) };
}
