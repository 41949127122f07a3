using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GenOps.Browser.Tests.Support;

/// <summary>A tenant whose traffic and reports a page is compared with.</summary>
internal sealed record PageTenant(string Name, string Key, HttpClient Client)
{
    public const string Model = "openai/gpt-oss-20b";

    /// <summary>Some chats, charged as the headers say.</summary>
    public async Task ChatAsync(int calls = 1, params (string Name, string Value)[] headers)
    {
        for (var call = 0; call < calls; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
            {
                Content = JsonContent.Create(new { model = Model, max_tokens = 50, messages = new[] { new { role = "user", content = "Hello." } } }),
            };
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>What a route answers.</summary>
    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>Starts a batch of small calls; the text may hold directives for the simulator.</summary>
    public async Task<string> StartBatchAsync(int items, string text, object settings)
    {
        var body = JsonSerializer.Serialize(new { model = Model, max_tokens = 32, messages = new[] { new { role = "user", content = text } } });
        var lines = Enumerable.Range(0, items).Select(item => $$"""{"custom_id":"item-{{item}}","method":"POST","url":"/v1/chat/completions","body":{{body}}}""");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "file", "items.jsonl" },
        };
        var file = await PostAsync("v1/files", form);
        using var request = JsonContent.Create(new
        {
            input_file_id = file.GetProperty("id").GetString(), endpoint = "/v1/chat/completions", completion_window = "24h", genops = settings,
        });
        return (await PostAsync("v1/batches", request)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> PostAsync(string path, HttpContent content)
    {
        using var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
