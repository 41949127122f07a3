using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GenOps.Cli.Tests.Doctor;

/// <summary>A provider that only lists models, as the test writes them, to whoever has its key.</summary>
internal sealed class ListedProvider : IAsyncDisposable
{
    public const string Key = "key-of-the-listed-provider";

    private readonly WebApplication _app;

    private ListedProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/v1";

    public static async Task<ListedProvider> StartAsync(string models)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/v1/models", (HttpRequest request) => request.Headers.Authorization == $"Bearer {Key}"
            ? Results.Text(models, "application/json")
            : Results.Text($$"""{"error": "Invalid key {{request.Headers.Authorization}}"}""", "application/json", statusCode: 401));
        await app.StartAsync();
        return new ListedProvider(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
