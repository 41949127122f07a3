using System.Text.Json;
using GenOps.Cli.Tests.Books;
using GenOps.Cli.Tests.Support;
using GenOps.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GenOps.Cli.Tests.Memory;

/// <summary>An app that answers every call at once and tells the figures of its process as the test says them, one set a question.</summary>
internal sealed class MeasuredApp : IAsyncDisposable
{
    public const string AdminKey = "admin-key-of-the-measured-app";

    private readonly WebApplication _app;
    private readonly Queue<string> _figures;

    private MeasuredApp(WebApplication app, Queue<string> figures) => (_app, _figures) = (app, figures);

    /// <summary>Questions for figures that did not come.</summary>
    public int Unasked => _figures.Count;

    public static async Task<MeasuredApp> StartAsync(params string[] figures)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var measured = new MeasuredApp(app, new Queue<string>(figures));
        app.MapPost("/genops/estimate", static () => Json("""{"worst_case_usd": "0.001000000"}"""));
        app.MapPost("/v1/chat/completions", static () => Json(
            """{"genops": {"cost_nano_usd": 1, "overhead_ms": 0.5, "diagnostics": {"auth_us": 10, "provider_us": 20} } }"""));
        app.MapGet("/genops/budget", static () => Json("""{"scopes": []}"""));
        app.MapGet("/genops/summary", static () => Json("{}"));
        app.MapGet("/genops/diagnostics", (HttpRequest request) => measured.Tell(request));
        await app.StartAsync();
        return measured;
    }

    /// <summary>Figures of one process.</summary>
    public static string Of(string process, long heapBytes, long workingSetBytes) => JsonSerializer.Serialize(
        new { instance_id = process, managed_heap_bytes = heapBytes, working_set_bytes = workingSetBytes });

    /// <summary>Runs a command with a tenant's key and, unless it is null, an administrator's.</summary>
    public async Task<AppRun> RunAsync(string? adminKey, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string>
        {
            ["GENOPS_URL"] = _app.Urls.First(), ["GENOPS_KEY"] = "gk-x", ["GENOPS_CONFIG"] = Path.Combine(folder.Path, "config.json"),
        };
        if (adminKey is not null)
        {
            variables["GENOPS_ADMIN_KEY"] = adminKey;
        }

        var run = await CommandRun.StartAsync(variables, null, args);
        return new AppRun(run.ExitCode, PlainText.Of(run.Output), PlainText.Of(run.Error));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Tell(HttpRequest request) => request.Headers.Authorization != $"Bearer {AdminKey}"
        ? Json("""{"status": 401, "code": "invalid_api_key", "detail": "The key opens nothing."}""", StatusCodes.Status401Unauthorized)
        : request.Query["collect"] == "true" ? Json(_figures.Dequeue()) : Json("{}", StatusCodes.Status400BadRequest);

    private static IResult Json(string text, int status = StatusCodes.Status200OK) => Results.Text(text, "application/json", statusCode: status);
}
