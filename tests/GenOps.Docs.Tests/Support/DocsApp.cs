using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using GenOps.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(GenOps.Docs.Tests.Support.DocsApp))]

namespace GenOps.Docs.Tests.Support;

/// <summary>The one app that all documents and examples run against: memory storage, the simulator as its provider.</summary>
public sealed class DocsApp : IAsyncLifetime
{
    private const string AdminKey = "an-admin-key-of-the-documents-with-enough-bits";

    private SimulatorServer _simulator = null!;
    private IHost _host = null!;
    private int _tenants;

    public Uri Address { get; private set; } = null!;

    internal SimulatorServer Simulator => _simulator;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync();
        var builder = App.CreateBuilder(
        [
            "--GENOPS_STORAGE=memory",
            "--ASPNETCORE_URLS=http://127.0.0.1:0",
            $"--TOGETHER_BASE_URL={_simulator.BaseAddress}",
            "--TOGETHER_API_KEY=simulated",
            $"--GENOPS_ADMIN_KEY={AdminKey}",
        ]);
        builder.Logging.ClearProviders();
        _host = builder.Build();
        await _host.StartAsync();
        Address = _host.Services.GetRequiredService<EmbeddedHostAddresses>().All[0];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _simulator.DisposeAsync();
    }

    /// <summary>A tenant as <c>up</c> makes one, with a key.</summary>
    internal async Task<DocsTenant> TenantAsync()
    {
        var name = $"reader-{Interlocked.Increment(ref _tenants)}";
        using var admin = Client(AdminKey);
        using var made = await admin.PutAsJsonAsync(
            $"genops/tenants/{name}", new { policy = "enforced", daily_limit_usd = "10.00", monthly_limit_usd = "200.00" });
        made.EnsureSuccessStatusCode();
        using var answer = await admin.PostAsJsonAsync($"genops/tenants/{name}/keys", new { name = "documents" });
        answer.EnsureSuccessStatusCode();
        var key = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        return new DocsTenant(name, key, AdminKey, Client(key));
    }

    private HttpClient Client(string key) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
}
