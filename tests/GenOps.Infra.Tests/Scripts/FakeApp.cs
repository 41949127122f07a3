using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenOps.Infra.Tests.Scripts;

/// <summary>Answers the smoke test as the app must, but for the statuses that a test overrides ("GET /readyz" → 503).</summary>
internal sealed class FakeApp : IAsyncDisposable
{
    public const string AdminKey = "admin-key-for-the-smoke-test";
    private const string TenantKey = "gk-1-secret";

    private readonly WebApplication _app;
    private readonly IReadOnlyDictionary<string, int> _overrides;

    private FakeApp(WebApplication app, IReadOnlyDictionary<string, int> overrides)
    {
        _app = app;
        _overrides = overrides;
    }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public List<string> Requests { get; } = [];

    public static async Task<FakeApp> StartAsync(params (string Request, int Status)[] overrides)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = new FakeApp(builder.Build(), overrides.ToDictionary(entry => entry.Request, entry => entry.Status));
        app._app.Run(app.AnswerAsync);
        await app._app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Path}";
        Requests.Add(request);
        var (status, body) = Sound(request, context.Request.Headers.Authorization.ToString());
        context.Response.StatusCode = _overrides.GetValueOrDefault(request, status);
        return context.Response.WriteAsync(body);
    }

    private static (int Status, string Body) Sound(string request, string authorization) => (request, authorization) switch
    {
        ("GET /healthz" or "GET /readyz" or "GET /openapi.json", _) => (200, "{}"),
        ("PUT /genops/tenants/smoke", $"Bearer {AdminKey}") => (200, "{}"),
        ("POST /genops/tenants/smoke/keys", $"Bearer {AdminKey}") => (201, $$"""{"id": "1", "key": "{{TenantKey}}"}"""),
        ("DELETE /genops/tenants/smoke/keys/1", $"Bearer {AdminKey}") => (204, ""),
        ("GET /genops/budget", $"Bearer {TenantKey}") => (200, "{}"),
        ("POST /v1/chat/completions", $"Bearer {TenantKey}") => (402, "{}"),
        _ => (401, """{"code": "invalid_api_key"}"""),
    };
}
