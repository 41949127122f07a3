using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.AppKit;
using GenOps.Application.Storage;

[assembly: AssemblyFixture(typeof(GenOps.Cli.Tests.Books.BooksApp))]

namespace GenOps.Cli.Tests.Books;

/// <summary>The whole app in this process with a simulator as its provider, in memory unless a setting says otherwise; each test has a tenant of its own.</summary>
public sealed class BooksApp : IAsyncLifetime
{
    public const string AdminKey = AppHost.AdminKey;
    public const string Model = "openai/gpt-oss-20b";

    private readonly string[] _settings;
    private int _ids;
    private AppHost _host = null!;
    private HttpClient _client = null!;

    public BooksApp()
        : this([])
    {
    }

    internal BooksApp(params string[] settings) => _settings = settings;

    internal Uri Address => _host.Address;

    internal IRowStores Stores => _host.Stores;

    internal static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    // Tests fail the provider far more often than the circuit breaker would bear.
    public async ValueTask InitializeAsync()
    {
        _host = await AppHost.StartAsync(QuickAccounts.Use, null, ["GenOps:Provider:MinimumThroughput=10000", .. _settings]);
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>Makes a tenant with a fresh name; returns its name and key.</summary>
    internal async Task<(string Tenant, string Key)> TenantAsync(object? document = null)
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _ids)}";
        await SendAsync(HttpMethod.Put, $"genops/tenants/{tenant}", AdminKey, JsonContent.Create(document ?? new { policy = "enforced" }));
        var key = await SendAsync(HttpMethod.Post, $"genops/tenants/{tenant}/keys", AdminKey, JsonContent.Create(new { }));
        return (tenant, key.GetProperty("key").GetString()!);
    }

    /// <summary>One chat; the marker tells the simulator what to do. Returns the answer whatever its status.</summary>
    internal async Task<(int Status, string RequestId, string Text)> ChatAsync(
        string key, string marker = "", bool stream = false, params (string Name, string Value)[] headers)
    {
        using var request = ChatRequest(key, marker, stream, headers);
        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.GetValues("x-genops-request-id").Single(), await response.Content.ReadAsStringAsync());
    }

    /// <summary>A streamed chat that stalls after some chunks: its money stays held until it is disposed.</summary>
    internal async Task<HttpResponseMessage> StallAsync(string key, params (string Name, string Value)[] headers)
    {
        using var request = ChatRequest(key, "[[sim:fault=stall,chunks=3]]", stream: true, headers);
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode);
        return response;
    }

    /// <summary>Any request that must succeed.</summary>
    internal async Task<JsonElement> SendAsync(HttpMethod method, string path, string key, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Idempotency-Key", $"key-{Interlocked.Increment(ref _ids)}");
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs a batch of small calls to its end; returns its id.</summary>
    internal async Task<string> BatchAsync(string key, int items, Func<int, string>? marker = null, string? session = null)
    {
        var lines = Enumerable.Range(0, items).Select(item => JsonSerializer.Serialize(new
        {
            custom_id = $"item-{item}",
            method = "POST",
            url = "/v1/chat/completions",
            body = new { model = Model, max_tokens = 32, messages = new[] { new { role = "user", content = $"hello {marker?.Invoke(item)}" } } },
        }));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "file", "items.jsonl" },
        };
        var file = (await SendAsync(HttpMethod.Post, "v1/files", key, form)).GetProperty("id").GetString();
        var body = new
        {
            input_file_id = file, endpoint = "/v1/chat/completions", completion_window = "24h", genops = new { chunk_size = 3, max_concurrency = 4 },
        };
        var id = (await SendAsync(HttpMethod.Post, "v1/batches", key, JsonContent.Create(body))).GetProperty("id").GetString()!;
        while ((await SendAsync(HttpMethod.Get, $"v1/batches/{id}", key, null)).GetProperty("status").GetString() is not "completed")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return id;
    }

    /// <summary>Waits until nothing of the tenant's money is held.</summary>
    internal async Task RestAsync(string tenant)
    {
        while (await BookCopy.HeldAsync(Stores, tenant) != 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static HttpRequestMessage ChatRequest(string key, string marker, bool stream, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = Model, stream, max_tokens = 50, messages = new[] { new { role = "user", content = $"hello {marker}" } },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }
}
