using GenOps.Simulator;

namespace GenOps.Cli.Up;

/// <summary>The chosen provider, ready for the app. Disposing stops the simulator if that is what it is.</summary>
internal sealed class RunningProvider : IAsyncDisposable
{
    // Books are for tests; a simulator that runs for days must not grow with its calls.
    private const int BookEntries = 10_000;

    private readonly SimulatorServer? _simulator;

    private RunningProvider(string description, string[] settings, SimulatorServer? simulator)
    {
        Description = description;
        Settings = settings;
        _simulator = simulator;
    }

    /// <summary>For people: what it is and where.</summary>
    public string Description { get; }

    /// <summary>Settings for the app, as command-line arguments of its host.</summary>
    public IReadOnlyList<string> Settings { get; }

    public static async Task<RunningProvider> StartAsync(
        ProviderChoice choice, Action<string> progress, CancellationToken cancellationToken)
    {
        switch (choice)
        {
            case ProviderChoice.Configured configured:
                var address = string.IsNullOrWhiteSpace(configured.Address) ? "" : $" at {configured.Address}";
                return new RunningProvider($"Together{address}, calls cost money", [], null);
            case ProviderChoice.Simulated simulated:
                var simulator = await SimulatorServer.StartAsync(
                    new SimulatorOptions { MaximumBookEntries = BookEntries }, TimeProvider.System, cancellationToken);
                progress($"The provider is the Together simulator ({simulated.Reason}): its answers are made up and cost nothing.");
                return new RunningProvider(
                    $"Together simulator at {simulator.BaseAddress} ({simulated.Reason}), answers are made up",
                    [$"--{ProviderChoice.AddressKey}={simulator.BaseAddress}", $"--{ProviderChoice.KeyKey}=simulator"],
                    simulator);
            default:
                throw new ArgumentOutOfRangeException(nameof(choice), choice, "No such choice.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }
}
