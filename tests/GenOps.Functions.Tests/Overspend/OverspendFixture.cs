using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Azurite;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Overspend;

/// <summary>Two processes of the app on one storage, and the provider's books as the witness.</summary>
public sealed class OverspendFixture : IAsyncLifetime
{
    private readonly List<AppProcess> _apps = [];
    private AzuriteInstance _azurite = null!;
    private ServiceProvider _services = null!;

    public SimulatorServer Simulator { get; private set; } = null!;

    public IRowStores Stores => _services.GetRequiredService<IRowStores>();

    internal IReadOnlyList<AppProcess> Apps => _apps;

    public async ValueTask InitializeAsync()
    {
        _azurite = await TestAzurite.StartAsync();
        Simulator = await SimulatorServer.StartAsync();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", _azurite.ConnectionString)])
            .Build();
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(configuration).BuildServiceProvider();
        _apps.AddRange(await Task.WhenAll(StartAsync(), StartAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(_azurite.ConnectionString, Simulator.BaseAddress);
}
