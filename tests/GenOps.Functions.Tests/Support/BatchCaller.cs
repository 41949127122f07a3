using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GenOps.Functions.Tests.Support;

/// <summary>What a caller does with files and batches over HTTP.</summary>
internal sealed class BatchCaller : IDisposable
{
    public const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client;

    public BatchCaller(Uri app, string key)
    {
        _client = new HttpClient { BaseAddress = app, Timeout = TimeSpan.FromMinutes(5) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The id of an item's line, which is also the user of its call.</summary>
    public static string IdOf(int item) => string.Create(CultureInfo.InvariantCulture, $"item-{item}");

    /// <summary>Uploads lines of one small call each; the text may hold directives for the simulator.</summary>
    public async Task<string> UploadAsync(int items, Func<int, string> text)
    {
        var lines = new StringBuilder();
        for (var item = 0; item < items; item++)
        {
            var body = $$"""{"model":"{{Model}}","max_tokens":32,"user":"{{IdOf(item)}}","messages":[{"role":"user","content":"hello {{text(item)}}"}]}""";
            lines.Append(CultureInfo.InvariantCulture, $$"""{"custom_id":"{{IdOf(item)}}","method":"POST","url":"/v1/chat/completions","body":{{body}}}""");
            lines.Append('\n');
        }

        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(lines.ToString())), "file", "items.jsonl" },
        };
        return (await SendAsync(HttpMethod.Post, "v1/files", form)).GetProperty("id").GetString()!;
    }

    public async Task<string> CreateAsync(string fileId, int chunkSize, int maxConcurrency)
    {
        using var body = JsonContent.Create(new
        {
            input_file_id = fileId,
            endpoint = "/v1/chat/completions",
            completion_window = "24h",
            genops = new { chunk_size = chunkSize, max_concurrency = maxConcurrency },
        });
        return (await SendAsync(HttpMethod.Post, "v1/batches", body)).GetProperty("id").GetString()!;
    }

    public Task<JsonElement> GetAsync(string batchId) => SendAsync(HttpMethod.Get, $"v1/batches/{batchId}", null);

    /// <summary>Returns the batch once it is over.</summary>
    public async Task<JsonElement> EndOfAsync(string batchId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await GetAsync(batchId);
            if (batch.GetProperty("status").GetString() is "completed" or "failed" or "expired" or "cancelled")
            {
                return batch;
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The ids of the lines of a batch's output or error file, in the file's order; none when there is no such file.</summary>
    public async Task<IReadOnlyList<string>> CustomIdsAsync(JsonElement batch, string file)
    {
        if (batch.GetProperty(file).GetString() is not { } fileId)
        {
            return [];
        }

        var text = await _client.GetStringAsync(new Uri($"v1/files/{fileId}/content", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf)];
    }

    public void Dispose() => _client.Dispose();

    private static string IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("custom_id").GetString()!;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
