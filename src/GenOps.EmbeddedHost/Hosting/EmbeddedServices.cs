using System.Text.Json;
using Azure.Core.Serialization;
using GenOps.EmbeddedHost.Http;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>The host's own services.</summary>
internal static class EmbeddedServices
{
    private static readonly JsonSerializerOptions WorkerJson = new() { PropertyNameCaseInsensitive = true };

    internal static void Add(IServiceCollection services, HostFile hostFile, FunctionExecutionDelegate pipeline)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.PostConfigure<WorkerOptions>(static options => options.Serializer ??= new JsonObjectSerializer(WorkerJson));
        services.AddSingleton(hostFile);
        services.AddSingleton<Drain>();
        services.AddSingleton(static provider => new EmbeddedHostAddresses(provider.GetRequiredService<IServer>()));
        services.AddSingleton(pipeline);
        services.AddSingleton<FunctionRunner>();
        services.AddSingleton<CommonParameters>();
        services.AddSingleton(provider => new MethodCompiler(services, provider));
        services.AddSingleton<HttpParameters>();
        services.AddSingleton<JsonBody>();
        services.AddSingleton<HttpFaults>();
    }
}
