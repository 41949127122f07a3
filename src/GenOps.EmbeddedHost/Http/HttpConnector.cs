using GenOps.EmbeddedHost.Discovery;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Makes an endpoint of every HTTP function.</summary>
internal sealed class HttpConnector(IReadOnlyList<DiscoveredFunction> functions)
{
    /// <summary>Maps all endpoints and returns what is wrong with those that could not be.</summary>
    internal IReadOnlyList<string> Connect(WebApplication app)
    {
        if (functions.Count > 0 && app.Services.GetService<HttpResultWriter>() is null)
        {
            return [$"Function '{functions[0].Name}' has an [HttpTrigger]: call ConfigureFunctionsWebApplication() on the builder."];
        }

        var faults = new List<string>();
        var routes = new List<HttpRoute>();
        foreach (var function in functions)
        {
            function.Collect(faults, () => routes.Add(Map(app, function)));
        }

        faults.AddRange(HttpRouteConflicts.Find(routes));
        return faults;
    }

    private static HttpRoute Map(WebApplication app, DiscoveredFunction discovered)
    {
        var services = app.Services;
        var route = HttpRoute.Create(
            discovered, services.GetRequiredService<HostFile>().RoutePrefix, services.GetRequiredService<ParameterPolicyFactory>());
        var sources = services.GetRequiredService<HttpParameters>().Bind(route);
        var endpoint = new HttpEndpoint(
            new Function(discovered, sources, services.GetRequiredService<MethodCompiler>()),
            services.GetRequiredService<FunctionRunner>(),
            services.GetRequiredService<HttpResultWriter>(),
            services.GetRequiredService<HttpFaults>());
        var mapped = app.Map(route.Pattern, endpoint.HandleAsync).WithDisplayName(discovered.Name);
        if (route.Methods.Length > 0)
        {
            mapped.WithMetadata(new HttpMethodMetadata(route.Methods));
        }

        return route;
    }
}
