using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Tests.Support;

/// <summary>A started host in this process, on a free port, with the function classes of one test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private TestHost(IHost host, CapturedLogs logs, TempFolder folder)
    {
        _folder = folder;
        Host = host;
        Logs = logs;
        Address = host.Services.GetRequiredService<EmbeddedHostAddresses>().All[0];
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    internal IHost Host { get; }

    internal CapturedLogs Logs { get; }

    internal Uri Address { get; }

    internal HttpClient Client { get; }

    internal static Task<TestHost> StartAsync(params Type[] classes) => StartAsync(static _ => { }, classes);

    /// <summary>Routes have no prefix, so that tests read as the functions do.</summary>
    internal static async Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes)
    {
        var folder = new TempFolder();
        folder.Write("host.json", """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");
        return await StartAsync(folder, configure, classes);
    }

    internal static async Task<TestHost> StartAsync(TempFolder folder, Action<FunctionsApplicationBuilder> configure, params Type[] classes)
    {
        var logs = new CapturedLogs();
        IHost? host = null;
        try
        {
            var builder = CreateBuilder(folder, classes);
            builder.ConfigureFunctionsWebApplication();
            builder.Logging.ClearProviders().AddProvider(logs);
            configure(builder);
            host = builder.Build();
            await host.StartAsync();
            return new TestHost(host, logs, folder);
        }
        catch
        {
            host?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    internal static FunctionsApplicationBuilder CreateBuilder(TempFolder folder, params Type[] classes) =>
        FunctionsApplication
            .CreateBuilder([$"--AzureWebJobsScriptRoot={folder.Path}", "--ASPNETCORE_URLS=http://127.0.0.1:0"])
            .ConfigureEmbeddedHost(options => options.FunctionClasses = classes);

    /// <summary>The faults that keep these classes from being started, with only what the test configures.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsOfAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes)
    {
        using var folder = new TempFolder();
        var builder = CreateBuilder(folder, classes);
        builder.Logging.ClearProviders();
        configure(builder);
        var failure = await Assert.ThrowsAsync<HostStartupException>(async () =>
        {
            using var host = builder.Build();
            await host.StartAsync();
        });
        return failure.Faults;
    }

    internal static Task<IReadOnlyList<string>> FaultsOfAsync(params Type[] classes) =>
        FaultsOfAsync(static builder => builder.ConfigureFunctionsWebApplication(), classes);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
        _folder.Dispose();
    }
}
