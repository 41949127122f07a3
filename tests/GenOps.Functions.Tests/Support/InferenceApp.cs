using GenOps.Core.Tenants;
using GenOps.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Support;

/// <summary>One app with its simulator for the tests of a class; each test has a tenant of its own.</summary>
public class InferenceApp : IAsyncLifetime
{
    private readonly Action<IServiceCollection> _accounts;
    private readonly string[] _settings;
    private int _tenants;

    /// <summary>An app that tries again as it does by default.</summary>
    public InferenceApp()
        : this(QuickAccounts.Use)
    {
    }

    private protected InferenceApp(Action<IServiceCollection> accounts, params string[] settings) => (_accounts, _settings) = (accounts, settings);

    public SimulatorServer Simulator => Host.Simulator;

    internal AppHost Host { get; private set; } = null!;

    // Tests fail the provider far more often than the circuit breaker would bear.
    public async ValueTask InitializeAsync() => Host = await AppHost.StartAsync(
        _accounts, null, ["GenOps:Provider:MinimumThroughput=10000", .. _settings]);

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
