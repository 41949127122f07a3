using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Pages;

/// <summary>The pages and what they are made of.</summary>
internal static class PageServices
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton(static _ => new PageFiles());
        services.AddSingleton(static provider => new PageHandler(provider.GetRequiredService<PageFiles>(), provider.GetRequiredService<RequestIds>()));
    }
}
