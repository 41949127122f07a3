using System.Reflection;
using GenOps.EmbeddedHost.Discovery;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Http;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects an app's services, settings and middleware, and builds the host that runs its functions.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private readonly WebApplicationBuilder _web;
    private readonly IHostApplicationBuilder _host;
    private readonly string? _scriptRoot;
    private readonly StartupLogGate _gate = new();

    internal FunctionsApplicationBuilder(string[] args, Assembly functions)
    {
        HostOptions = new EmbeddedHostOptions { FunctionsAssembly = functions };
        (_web, _scriptRoot) = WebHostSetup.Create(args, functions);
        _host = _web;
        WebHostSetup.AddLogging(_web, _gate);
    }

    public IDictionary<object, object> Properties => _host.Properties;

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    internal EmbeddedHostOptions HostOptions { get; }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        _host.ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Finds the functions and builds the host. Routes and triggers are checked when it starts.</summary>
    /// <exception cref="HostStartupException">A settings file, an address or a function is not valid.</exception>
    public IHost Build()
    {
        var functions = FindFunctions();
        var hostFile = HostFile.Read(_scriptRoot, Configuration);
        WebHostSetup.AddServer(_web, ListenAddresses.Read(Configuration));
        EmbeddedServices.Add(Services, hostFile, ComposePipeline());
        foreach (var feature in typeof(FunctionsApplicationBuilder).Assembly.GetCustomAttributes<HostFeatureAttribute>())
        {
            feature.Register(this);
        }

        return new FunctionsHost(
            _web.Build(),
            new HttpConnector([.. functions.Where(static function => function.Trigger is HttpTriggerAttribute)]),
            new TriggerConnector([.. functions.Where(static function => function.Trigger is not HttpTriggerAttribute)]),
            _gate);
    }

    private IReadOnlyList<DiscoveredFunction> FindFunctions()
    {
        if (HostOptions.FunctionClasses is { } classes)
        {
            return FunctionDiscovery.Find(classes);
        }

        var functions = FunctionDiscovery.Find(HostOptions.FunctionsAssembly.GetTypes());
        return functions.Count > 0
            ? functions
            : throw new HostStartupException(
                $"{HostOptions.FunctionsAssembly.GetName().Name} has no functions; CreateBuilder looks in the assembly it is called from.");
    }

    private FunctionExecutionDelegate ComposePipeline()
    {
        FunctionExecutionDelegate pipeline = FunctionRunner.CallFunctionAsync;
        foreach (var middleware in Enumerable.Reverse(_middleware))
        {
            pipeline = middleware(pipeline);
        }

        return pipeline;
    }
}
