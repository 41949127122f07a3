using System.Net.Http.Headers;
using GenOps.Application.Storage;
using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using GenOps.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.AppKit;

/// <summary>The whole app in this process, on a free port, with a simulator as its provider.</summary>
public sealed class AppHost : IAsyncDisposable
{
    public const string AdminKey = "an-admin-key-of-the-tests-with-enough-bits";

    private readonly IHost _host;
    private readonly bool _ownsSimulator;

    private AppHost(IHost host, SimulatorServer simulator, bool ownsSimulator)
    {
        (_host, Simulator, _ownsSimulator) = (host, simulator, ownsSimulator);
        Address = host.Services.GetRequiredService<EmbeddedHostAddresses>().All[0];
    }

    public SimulatorServer Simulator { get; }

    public Uri Address { get; }

    public Uri ApiAddress => new(Address, "v1");

    public IServiceProvider Services => _host.Services;

    public IRowStores Stores => Services.GetRequiredService<IRowStores>();

    /// <summary>Starts the app; memory storage unless the settings say otherwise.</summary>
    /// <param name="simulator">A simulator to share; null starts one.</param>
    /// <param name="settings">Settings as <c>NAME=value</c>.</param>
    public static Task<AppHost> StartAsync(SimulatorServer? simulator = null, params string[] settings) =>
        StartAsync(static _ => { }, simulator, settings);

    /// <summary>As above, with some services replaced.</summary>
    /// <param name="configure">Replaces services, such as the clock or the stores.</param>
    /// <param name="simulator">A simulator to share; null starts one.</param>
    /// <param name="settings">Settings as <c>NAME=value</c>; a later one wins.</param>
    public static async Task<AppHost> StartAsync(Action<IServiceCollection> configure, SimulatorServer? simulator, params string[] settings)
    {
        var provider = simulator ?? await SimulatorServer.StartAsync();
        string[] arguments =
        [
            "--GENOPS_STORAGE=memory",
            "--ASPNETCORE_URLS=http://127.0.0.1:0",
            $"--TOGETHER_BASE_URL={provider.BaseAddress}",
            "--TOGETHER_API_KEY=simulated",
            $"--GENOPS_ADMIN_KEY={AdminKey}",
            "--GenOps:RetryBaseMilliseconds=1",
            "--GenOps:AdmissionWait=00:00:20",
            .. settings.Select(setting => "--" + setting),
        ];
        var builder = App.CreateBuilder(arguments);
        builder.Logging.ClearProviders();
        configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new AppHost(host, provider, ownsSimulator: simulator is null);
    }

    /// <summary>A client that sends a key with every request.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_ownsSimulator)
        {
            await Simulator.DisposeAsync();
        }
    }
}
