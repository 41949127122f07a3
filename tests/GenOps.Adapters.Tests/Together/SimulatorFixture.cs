using GenOps.Simulator;

namespace GenOps.Adapters.Tests.Together;

/// <summary>One simulator for the tests of a class; markers in the requests tell it what to do.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    private SimulatorServer? _server;

    public SimulatorServer Server => _server!;

    public string Address => Server.BaseAddress.ToString();

    public async ValueTask InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
