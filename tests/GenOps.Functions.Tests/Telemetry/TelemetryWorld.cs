using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Azurite;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>App, storage, provider and collector.</summary>
internal sealed class TelemetryWorld(AzuriteInstance azurite, SimulatorServer simulator, OtlpReceiver receiver, AppProcess app, string key) : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Model = "openai/gpt-oss-20b";
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string CallerSpan = "b7ad6b7169203331";

    private static readonly (string Name, string Value)[] Attribution =
    [
        ("team", "search"), ("project", "ranking"), ("customer", "c-1"), ("cost-center", "cc-1"), ("environment", "test"), ("feature", "answers"),
    ];

    private readonly HttpClient _client = Client(app, key);

    public SimulatorServer Simulator => simulator;

    public OtlpReceiver Receiver => receiver;

    public static async Task<TelemetryWorld> StartAsync()
    {
        var azurite = await TestAzurite.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(configuration).BuildServiceProvider();
        var stores = services.GetRequiredService<IRowStores>();
        await stores.CheckAsync(TestContext.Current.CancellationToken);
        var key = await TenantSeed.CreateAsync(stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 100_000_000 });
        var simulator = await SimulatorServer.StartAsync();
        var receiver = await OtlpReceiver.StartAsync();
        return new TelemetryWorld(azurite, simulator, receiver, await AppProcess.StartAsync(azurite.ConnectionString, simulator.BaseAddress, receiver.Settings), key);
    }

    public async Task<string> StartSessionAsync()
    {
        var session = await ReadAsync(await _client.PostAsJsonAsync("genops/sessions", new { }));
        return session.GetProperty("id").GetString()!;
    }

    public async Task ChatAsync(string text, bool isAnswered = true, int maxTokens = 100, int choices = 1, string? session = null, string? fallback = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(
                new { model = Model, messages = new[] { new { role = "user", content = text } }, max_tokens = maxTokens, n = choices }),
        };
        if (session is not null)
        {
            request.Headers.Add("x-genops-session-id", session);
        }

        if (fallback is not null)
        {
            request.Headers.Add("x-genops-fallback-models", fallback);
        }

        using var response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode == isAnswered, await response.Content.ReadAsStringAsync());
    }

    public async Task BatchAsync(int items)
    {
        var lines = Enumerable.Range(0, items).Select(static item => JsonSerializer.Serialize(new
        {
            custom_id = $"item-{item}",
            method = "POST",
            url = "/v1/chat/completions",
            body = new { model = Model, messages = new[] { new { role = "user", content = "Say something." } }, max_tokens = 10 },
        }));
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "file", "lines.jsonl" },
            { new StringContent("batch"), "purpose" },
        };
        var file = await ReadAsync(await _client.PostAsync(new Uri("v1/files", UriKind.Relative), form));
        await ReadAsync(await _client.PostAsJsonAsync(
            "v1/batches", new { input_file_id = file.GetProperty("id").GetString(), endpoint = "/v1/chat/completions", completion_window = "24h" }));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await app.DisposeAsync();
        await receiver.DisposeAsync();
        await simulator.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private static HttpClient Client(AppProcess app, string key)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in Attribution)
        {
            client.DefaultRequestHeaders.Add("x-genops-" + name, value);
        }

        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-{CallerSpan}-01");
        return client;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
