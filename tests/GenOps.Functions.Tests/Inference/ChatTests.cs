using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

public sealed class ChatTests : IAsyncLifetime
{
    private AppHost _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync();
        var key = await TenantSeed.CreateAsync(_app.Stores, "acme", new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
        _client = _app.Client(key);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Chat_Answered_CostIsTheBooksToTheNanoDollar()
    {
        using var response = await _client.PostAsJsonAsync("v1/chat/completions", Chat("hello"), Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.True(response.StatusCode is HttpStatusCode.OK, text);
        var genops = JsonDocument.Parse(text).RootElement.GetProperty("genops");
        TestContext.Current.TestOutputHelper?.WriteLine(genops.ToString());
        var billed = Assert.Single(_app.Simulator.Books.ReadCalls());
        Assert.Equal(CeilingOfMillionths((billed.PromptTokens * 50_000_000L) + (billed.CompletionTokens * 200_000_000L)), genops.GetProperty("cost_nano_usd").GetInt64());
    }

    // openai/gpt-oss-20b: 0.05 and 0.20 USD a million tokens.
    private static long CeilingOfMillionths(long value) => (value + 999_999) / 1_000_000;

    private static object Chat(string content) =>
        new { model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content } }, max_tokens = 50 };
}
