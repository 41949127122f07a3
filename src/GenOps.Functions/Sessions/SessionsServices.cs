using GenOps.Application.Sessions;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Sessions;

/// <summary>The session routes.</summary>
internal static class SessionsServices
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionDirectory>();
        services.AddSingleton(static provider => new SessionsHandler(
            provider.GetRequiredService<TenantGate>(), provider.GetRequiredService<SessionDirectory>()));
    }
}
