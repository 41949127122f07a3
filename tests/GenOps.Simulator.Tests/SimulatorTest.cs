using System.Text;
using System.Text.Json;

namespace GenOps.Simulator.Tests;

/// <summary>A server of the test's own and a plain HTTP client for it.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    protected const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    protected SimulatorServer Server { get; private set; } = null!;

    protected HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Server = await SimulatorServer.StartAsync(new SimulatorOptions(), cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string Chat(string content, string more = "") =>
        $$"""{"model":"{{Model}}","messages":[{"role":"user","content":{{JsonSerializer.Serialize(content)}}}]{{more}}}""";

    protected Task<HttpResponseMessage> PostAsync(
        string route,
        string json,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken? cancellation = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Server.BaseAddress}/{route}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        return Http.SendAsync(request, completion, cancellation ?? Cancellation);
    }

    /// <summary>Posts and reads an answer that must be 200.</summary>
    protected async Task<JsonElement> AnswerAsync(string route, string json)
    {
        using var response = await PostAsync(route, json);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The <c>data:</c> payloads of a stream, <c>[DONE]</c> included.</summary>
    protected async Task<List<string>> EventsAsync(string route, string json)
    {
        using var response = await PostAsync(route, json);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return Events(await response.Content.ReadAsStringAsync(Cancellation));
    }

    protected static List<string> Events(string body)
    {
        Assert.EndsWith("\n\n", body);
        return [.. body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(part => part["data: ".Length..])];
    }

    protected static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
