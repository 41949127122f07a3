using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

public sealed class RateLimitTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_RequestsPerMinute_PassesTheLimitAndTellsTheRest()
    {
        // At the turn of the minute more may pass, so the limit is out of reach of the turn: nothing but 0 is.
        var (_, client) = await app.TenantAsync(new TenantDocument { RequestsPerMinute = 1_000, TokensPerMinute = 1_000_000, MaxConcurrency = 5 });

        using var answer = await ChatAsync(client);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"requests\";q=1000;w=60, \"tokens\";q=1000000;w=60, \"concurrency\";q=5", Header(answer, "RateLimit-Policy"));
        Assert.Matches(
            new Regex("^\"requests\";r=999;t=[0-9]{1,2}, \"tokens\";r=999[0-9]{3};t=[0-9]{1,2}, \"concurrency\";r=4$"), Header(answer, "RateLimit"));
    }

    [Fact]
    public async Task Chat_OverTheTokens_Is429WithRetryAfterAndSendsNothing()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { TokensPerMinute = 100 });

        using var answer = await ChatAsync(client, maxTokens: 70);
        using var refused = await ChatAsync(client, maxTokens: 90);

        await AssertLimitedAsync(refused, "\"tokens\";q=100;w=60");
        Assert.False(refused.Headers.Contains("Retry-After"));
        Assert.Equal("false", Header(refused, "x-should-retry"));
    }

    [Fact]
    public async Task Chat_CallsAtTheSameMoment_OnlyOneRunsAndItsPlaceComesBack()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { MaxConcurrency = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ChatAsync(client, "[[sim:latency=1500]] Say something.")));

        Assert.Contains(answers, static answer => answer.StatusCode is HttpStatusCode.OK);
        var refused = answers.Where(static answer => answer.StatusCode is not HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        foreach (var answer in refused)
        {
            await AssertLimitedAsync(answer, "\"concurrency\";q=1");
            Assert.Equal("1", Header(answer, "Retry-After"));
        }

        using var last = await ChatAsync(client);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    [Fact]
    public async Task Chat_StreamEnded_ItsPlaceIsFree()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { MaxConcurrency = 1 });
        for (var call = 0; call < 3; call++)
        {
            using var answer = await client.PostAsJsonAsync("v1/chat/completions", Body("Say something.", 20, stream: true), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("[DONE]", await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Fact]
    public async Task Chat_RefusedByTheBudget_DoesNotUseUpTheRate()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { RequestsPerMinute = 1_000, DailyLimitNanoUsd = 1 });
        for (var call = 0; call < 5; call++)
        {
            using var refused = await ChatAsync(client);
            Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        }

        using var last = await ChatAsync(client);
        Assert.Matches(new Regex("^\"requests\";r=999;"), Header(last, "RateLimit"));
    }

    [Fact]
    public async Task Chat_NoLimit_TellsNone()
    {
        var (_, client) = await app.TenantAsync();

        using var answer = await ChatAsync(client);

        Assert.False(answer.Headers.Contains("RateLimit") || answer.Headers.Contains("RateLimit-Policy"));
    }

    private static async Task AssertLimitedAsync(HttpResponseMessage refused, string policy)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var error = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("error");
        Assert.Equal("rate_limited", error.GetProperty("code").GetString());
        Assert.Equal(policy, Header(refused, "RateLimit-Policy"));
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static Task<HttpResponseMessage> ChatAsync(HttpClient client, string content = "Say something.", int maxTokens = 20) =>
        client.PostAsJsonAsync("v1/chat/completions", Body(content, maxTokens, stream: false), Token);

    private static object Body(string content, int maxTokens, bool stream) =>
        new { model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content } }, max_tokens = maxTokens, stream };
}
