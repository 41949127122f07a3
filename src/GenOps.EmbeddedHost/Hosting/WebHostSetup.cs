using System.Reflection;
using GenOps.EmbeddedHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>Sets up the web host below: settings in the order func has them, logging, Kestrel.</summary>
internal static class WebHostSetup
{
    /// <summary>Of a request's body, unless the function raises it through <c>IHttpMaxRequestBodySizeFeature</c>.</summary>
    private const long MaxRequestBodyBytes = 10 * 1024 * 1024;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    internal static (WebApplicationBuilder Web, string? ScriptRoot) Create(string[] args, Assembly functions)
    {
        var given = Given(args);
        var root = given[ScriptRoot.SettingName] ?? ScriptRoot.Find(Environment.CurrentDirectory, AppContext.BaseDirectory);
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = functions.GetName().Name,
            ContentRootPath = root ?? AppContext.BaseDirectory,
            EnvironmentName = given["AZURE_FUNCTIONS_ENVIRONMENT"] ?? given["DOTNET_ENVIRONMENT"] ?? Environments.Production,
        });
        if (root is not null)
        {
            web.Configuration.AddInMemoryCollection(LocalSettings.Read(root));
        }

        web.Configuration.AddConfiguration(given);
        var isDevelopment = web.Environment.IsDevelopment();
        web.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = isDevelopment);
        web.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout);
        return (web, root);
    }

    internal static void AddLogging(WebApplicationBuilder web, StartupLogGate gate)
    {
        web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // Request spans and log scopes of ASP.NET Core's own would double the worker's, at a cost for each request.
        web.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        web.Logging.AddFilter(StartupLogGate.HostCategory, gate.Allows);
        web.Logging.AddConfiguration(web.Configuration.GetSection("Logging"));
        web.Logging.AddSimpleConsole(static options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss.fff ";
            options.UseUtcTimestamp = true;
        });
    }

    internal static void AddServer(WebApplicationBuilder web, string[] addresses)
    {
        web.WebHost.UseKestrelCore().UseUrls(addresses);
        web.Services.AddRouting();
        web.Services.Configure<KestrelServerOptions>(static options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
        var kestrel = web.Services.Last(static service => service.ServiceType == typeof(IServer));
        web.Services.Replace(ServiceDescriptor.Singleton<IServer>(services => new DrainingServer(
            (IServer)ActivatorUtilities.CreateInstance(services, kestrel.ImplementationType!), services.GetRequiredService<Drain>())));
    }

    private static IConfigurationRoot Given(string[] args)
    {
        try
        {
            return new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        }
        catch (FormatException malformed)
        {
            throw new HostStartupException([$"Command line: {malformed.Message}"], malformed);
        }
    }
}
