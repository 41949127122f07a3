using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Tests.Support;
using GenOps.Cli.Up;
using GenOps.Simulator;
using GenOps.TestKit;

[assembly: AssemblyFixture(typeof(CliApp))]

namespace GenOps.Cli.Tests.Support;

/// <summary>One real app with a simulator as its provider, for all tests; each test has a tenant of its own.</summary>
public sealed class CliApp : IAsyncLifetime
{
    public const string AdminKey = "an-admin-key-of-the-tests-with-enough-bits";

    private readonly TemporaryFolder _folder = new();
    private SimulatorServer? _simulator;
    private RunningApp? _app;
    private GenOpsApi? _admin;
    private int _tenants;

    public Uri Address => _app!.Address;

    public Uri Simulator => _simulator!.BaseAddress;

    internal GenOpsApi Admin => _admin!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync();
        string[] settings =
        [
            "--GENOPS_STORAGE=memory",
            "--ASPNETCORE_URLS=http://127.0.0.1:0",
            $"--TOGETHER_BASE_URL={_simulator.BaseAddress}",
            "--TOGETHER_API_KEY=simulated",
            $"--GENOPS_ADMIN_KEY={AdminKey}",
            "--GenOps:RetryBaseMilliseconds=1",
            // Of a machine that runs many tests at once, storage may take its time; a real refusal never waits.
            "--GenOps:AdmissionWait=00:00:20",
            "--GenOps:Provider:MinimumThroughput=10000",
        ];
        _app = await RunningApp.StartAsync(settings, isVerbose: false, CancellationToken.None);
        _admin = new GenOpsApi(_app.Address, AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A new tenant with a key, and a user who has both keys in the environment.</summary>
    internal async Task<CliUser> UserAsync(string dailyLimitUsd = "10.00", string policy = "enforced")
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        var path = $"/genops/tenants/{tenant}";
        await Admin.PutAsync(path, new { policy, daily_limit_usd = dailyLimitUsd }, CancellationToken.None);
        var key = (await Admin.PostAsync(path + "/keys", new { name = "test" }, CancellationToken.None)).Text("key")!;
        return new CliUser(this, tenant, key, Directory.CreateDirectory(Path.Combine(_folder.Path, tenant)).FullName);
    }

    internal Task<JsonElement> SetLimitAsync(string tenant, string dailyLimitUsd) => Admin.PutAsync(
        $"/genops/tenants/{tenant}", new { policy = "enforced", daily_limit_usd = dailyLimitUsd }, CancellationToken.None);
}
