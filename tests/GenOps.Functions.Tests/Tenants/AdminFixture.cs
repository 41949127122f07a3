using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Tenants;

/// <summary>The app with an administrator and a tenant that has no business here.</summary>
public sealed class AdminFixture : IAsyncLifetime
{
    private AppHost _app = null!;
    private int _names;

    internal HttpClient Admin { get; private set; } = null!;

    internal HttpClient Anonymous { get; private set; } = null!;

    internal HttpClient Foreign { get; private set; } = null!;

    internal HttpClient ClientOf(string key) => _app.Client(key);

    internal string NextName() => $"t{Interlocked.Increment(ref _names)}";

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync();
        Admin = _app.Client(AppHost.AdminKey);
        Anonymous = _app.Client();
        Foreign = _app.Client(await TenantSeed.CreateAsync(_app.Stores, "foreign", new TenantDocument()));
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Anonymous.Dispose();
        Foreign.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>A new tenant.</summary>
    internal async Task<string> CreateTenantAsync(string document = """{"daily_limit_usd": "10.00"}""")
    {
        var tenant = NextName();
        using var response = await PutAsync(tenant, document);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        return tenant;
    }

    internal async Task<HttpResponseMessage> PutAsync(string tenant, string document, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "genops/tenants/" + tenant) { Content = Json(document) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await Admin.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    internal static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    /// <summary>Checks a refusal and gives the paths of its faults.</summary>
    internal static async Task<IReadOnlyList<string>> AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await ReadAsync(response);
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Equal(response.Headers.GetValues("x-genops-request-id").Single(), problem.GetProperty("request_id").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateArray().Select(error => error.GetProperty("path").GetString()!)]
            : [];
    }
}
