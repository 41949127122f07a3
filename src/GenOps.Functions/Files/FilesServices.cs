using GenOps.Application.Files;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Files;

/// <summary>The files routes.</summary>
internal static class FilesServices
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<FileDirectory>();
        services.AddSingleton<FileSweeper>();
        services.AddSingleton(static provider => new FilesHandler(
            provider.GetRequiredService<TenantGate>(), provider.GetRequiredService<FileDirectory>()));
        services.AddSingleton(static provider => new UploadsHandler(
            provider.GetRequiredService<TenantGate>(), provider.GetRequiredService<FileDirectory>(), provider.GetRequiredService<RequestIds>()));
    }
}
