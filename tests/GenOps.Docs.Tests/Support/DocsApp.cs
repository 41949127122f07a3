using System.Net.Http.Json;
using System.Text.Json;
using GenOps.AppKit;
using GenOps.Simulator;

[assembly: AssemblyFixture(typeof(GenOps.Docs.Tests.Support.DocsApp))]

namespace GenOps.Docs.Tests.Support;

/// <summary>The one app that all documents and examples run against: memory storage, the simulator as its provider.</summary>
public sealed class DocsApp : IAsyncLifetime
{
    private AppHost _host = null!;
    private int _tenants;

    internal SimulatorServer Simulator => _host.Simulator;

    public async ValueTask InitializeAsync() => _host = await AppHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A tenant as <c>up</c> makes one, with a key.</summary>
    internal async Task<DocsTenant> TenantAsync()
    {
        var name = $"reader-{Interlocked.Increment(ref _tenants)}";
        using var admin = _host.Client(AppHost.AdminKey);
        using var made = await admin.PutAsJsonAsync(
            $"genops/tenants/{name}", new { policy = "enforced", daily_limit_usd = "10.00", monthly_limit_usd = "200.00" });
        made.EnsureSuccessStatusCode();
        using var answer = await admin.PostAsJsonAsync($"genops/tenants/{name}/keys", new { name = "documents" });
        answer.EnsureSuccessStatusCode();
        var key = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        return new DocsTenant(name, key, AppHost.AdminKey, _host.Client(key));
    }
}
