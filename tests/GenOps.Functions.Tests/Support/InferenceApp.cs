using GenOps.Core.Tenants;
using GenOps.Simulator;

namespace GenOps.Functions.Tests.Support;

/// <summary>One app with its simulator for the tests of a class; each test has a tenant of its own. It never waits long for money.</summary>
public class InferenceApp : IAsyncLifetime
{
    private readonly string[] _settings;
    private int _tenants;

    /// <summary>An app that tries again as it does by default.</summary>
    public InferenceApp()
        : this([])
    {
    }

    private protected InferenceApp(params string[] settings) => _settings = settings;

    public SimulatorServer Simulator => Host.Simulator;

    internal AppHost Host { get; private set; } = null!;

    // Tests fail the provider far more often than the circuit breaker would bear.
    public async ValueTask InitializeAsync() => Host = await AppHost.StartAsync(
        QuickAccounts.Use, null, ["GenOps:Provider:MinimumThroughput=10000", .. _settings]);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new tenant and its key.</summary>
    internal async Task<InferenceCaller> CallerAsync(TenantDocument? document = null, string? team = null, string? project = null)
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        var key = await TenantSeed.CreateAsync(Host.Stores, tenant, document ?? new TenantDocument(), team, project);
        return new InferenceCaller(Host, tenant, key);
    }
}
