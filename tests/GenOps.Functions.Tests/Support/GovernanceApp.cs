using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Functions.Tests.Support;

/// <summary>One app for the tests of a class; each test has a tenant of its own.</summary>
public sealed class GovernanceApp : IAsyncLifetime
{
    private AppHost _app = null!;
    private int _tenants;

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync() => _app = await AppHost.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A new tenant and a client with its key.</summary>
    internal async Task<(string Tenant, HttpClient Client)> TenantAsync(TenantDocument? document = null)
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        return (tenant, _app.Client(await TenantSeed.CreateAsync(_app.Stores, tenant, document ?? new TenantDocument())));
    }

    /// <summary>A client with a pinned key of a tenant.</summary>
    internal async Task<HttpClient> PinnedAsync(string tenant, string team, string? project = null) =>
        _app.Client(await TenantSeed.AddKeyAsync(_app.Stores, tenant, team, project));

    /// <summary>A client with the administrator's key.</summary>
    internal HttpClient Administrator() => _app.Client(AppHost.AdminKey);

    /// <summary>A client without a key.</summary>
    internal HttpClient Stranger() => _app.Client();

    /// <summary>Writes rows into a tenant's account.</summary>
    internal async Task InsertAsync(string tenant, params IEnumerable<Row> rows)
    {
        foreach (var chunk in rows.Chunk(RowLimits.MaxTransactionRows))
        {
            Assert.True((await _app.Stores.Accounts.CommitAsync(tenant, [.. chunk.Select(RowChange.Insert)], CancellationToken.None)).IsCommitted);
        }
    }

    /// <summary>The answer's JSON; fails on another status.</summary>
    internal static async Task<JsonElement> GetAsync(HttpClient client, string path, HttpStatusCode status = HttpStatusCode.OK) =>
        await ReadAsync(await client.GetAsync(new Uri(path, UriKind.Relative)), status);

    /// <summary>The answer's JSON; fails on another status.</summary>
    internal static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, HttpStatusCode status = HttpStatusCode.OK) =>
        await ReadAsync(await client.PostAsJsonAsync(path, body), status);

    /// <summary>Asserts that a path answers problem details with a code.</summary>
    internal static async Task AssertProblemAsync(HttpClient client, string path, int status, string code) =>
        AssertProblem(await GetAsync(client, path, (HttpStatusCode)status), status, code);

    /// <summary>Asserts that posting answers problem details with a code.</summary>
    internal static async Task AssertProblemAsync(HttpClient client, string path, object body, int status, string code) =>
        AssertProblem(await PostAsync(client, path, body, (HttpStatusCode)status), status, code);

    internal static void AssertProblem(JsonElement problem, int status, string code)
    {
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.NotEqual(string.Empty, problem.GetProperty("detail").GetString());
        Assert.NotEqual(string.Empty, problem.GetProperty("request_id").GetString());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
            var isProblem = (int)status >= 400;
            Assert.Equal(isProblem ? "application/problem+json" : "application/json", response.Content.Headers.ContentType?.MediaType);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
