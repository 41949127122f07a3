using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.Application.Providers;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.TestKit.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Benchmarks.Batches;

/// <summary>The app in this process with one tenant, and a client of its batches.</summary>
internal sealed class BatchApp : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly GovernedApp _app;
    private readonly HttpClient _client;

    private BatchApp(GovernedApp app, HubMeter meter, HttpClient client) => (_app, Meter, _client) = (app, meter, client);

    public HubMeter Meter { get; }

    /// <summary>Starts the app; in memory when there is no connection string.</summary>
    public static async Task<BatchApp> StartAsync(string? storage, TimeSpan latency)
    {
        var meter = new HubMeter();
        var app = await GovernedApp.StartAsync(
            "http://127.0.0.1:9",
            services =>
            {
                meter.Use(services);
                services.AddSingleton<IInferenceProvider>(new DelayedProvider(latency));
            },
            storage is null ? [] : ["GENOPS_STORAGE=tables", $"AzureWebJobsStorage={storage}"]);
        var client = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await app.CreateTenantAsync("acme"));
        return new BatchApp(app, meter, client);
    }

    /// <summary>Runs a batch; the seconds from its creation to its last line.</summary>
    public async Task<double> RunAsync(int items, int chunkSize, int concurrency)
    {
        var fileId = await UploadAsync(items);
        using var body = JsonContent.Create(new
        {
            input_file_id = fileId, endpoint = "/v1/chat/completions", completion_window = "24h", genops = new { chunk_size = chunkSize, max_concurrency = concurrency },
        });
        var clock = Stopwatch.StartNew();
        var batchId = (await SendAsync(HttpMethod.Post, "v1/batches", body)).GetProperty("id").GetString();
        while (true)
        {
            var batch = await SendAsync(HttpMethod.Get, $"v1/batches/{batchId}", null);
            if (batch.GetProperty("status").GetString() is var status and ("completed" or "failed"))
            {
                var completed = batch.GetProperty("request_counts").GetProperty("completed").GetInt32();
                return status == "completed" && completed == items ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(batch.ToString());
            }

            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<string> UploadAsync(int items)
    {
        var lines = new StringBuilder();
        for (var item = 0; item < items; item++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$$"""
                {"custom_id":"item-{{{item}}}","method":"POST","url":"/v1/chat/completions","body":{"model":"openai/gpt-oss-20b","max_tokens":64,"messages":[{"role":"user","content":"Say hello to everybody here."}] } }

                """);
        }

        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(lines.ToString())), "file", "items.jsonl" },
        };
        return (await SendAsync(HttpMethod.Post, "v1/files", form)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
