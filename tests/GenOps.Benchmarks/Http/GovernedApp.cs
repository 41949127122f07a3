using GenOps.AppKit;
using GenOps.Application.Storage;
using GenOps.Benchmarks.Load;
using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.Benchmarks.Http;

/// <summary>The whole app in this process on a free port, in memory unless a setting says otherwise.</summary>
internal sealed class GovernedApp : IAsyncDisposable
{
    private readonly IHost _host;

    private GovernedApp(IHost host) => _host = host;

    public Uri Address => _host.Services.GetRequiredService<EmbeddedHostAddresses>().All[0];

    public IRowStores Stores => _host.Services.GetRequiredService<IRowStores>();

    /// <summary>Starts the app.</summary>
    /// <param name="provider">Base URL of the provider.</param>
    /// <param name="configure">Replaces services.</param>
    /// <param name="settings">More settings as <c>NAME=value</c>; a later one wins.</param>
    public static async Task<GovernedApp> StartAsync(string provider, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        string[] arguments =
        [
            "--GENOPS_STORAGE=memory", "--ASPNETCORE_URLS=http://127.0.0.1:0", $"--TOGETHER_BASE_URL={provider}", "--TOGETHER_API_KEY=none",
            .. settings.Select(static setting => "--" + setting),
        ];
        var builder = App.CreateBuilder(arguments);
        builder.Logging.ClearProviders();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new GovernedApp(host);
    }

    /// <summary>Makes a tenant with more money than any run spends; the key that opens it.</summary>
    public Task<string> CreateTenantAsync(string tenant) => TenantSeed.CreateAsync(Stores, tenant, Documents.Rich());

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
