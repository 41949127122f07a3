using System.Text.Json;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Inference.Clients;

/// <summary>The npm clients of OpenAI and Together, as their users have them, against the governed app.</summary>
public sealed class NpmClientTests(SingleAttemptApp app) : IClassFixture<SingleAttemptApp>
{
    private const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_ChatAndModels_AreUnderstoodAndPriced(string client)
    {
        var caller = await app.CallerAsync();

        var chat = (await RunAsync("chat.mjs", client, caller.Key, "hello")).Step("chat");
        var models = (await RunAsync("models.mjs", client, caller.Key)).Step("models");

        AssertOk(chat);
        Assert.NotEqual("", chat.GetProperty("text").GetString());
        Assert.Equal("stop", chat.GetProperty("finish_reason").GetString());
        var (genops, headers) = (chat.GetProperty("genops"), chat.GetProperty("headers"));
        Assert.Equal(genops.GetProperty("cost_usd").GetString(), headers.GetProperty("x-genops-cost-usd").GetString());
        Assert.Equal(genops.GetProperty("request_id").GetString(), headers.GetProperty("x-genops-request-id").GetString());
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal(entry.CostNanoUsd, genops.GetProperty("cost_nano_usd").GetInt64());
        Assert.Equal(entry.InputTokens, chat.GetProperty("usage").GetProperty("prompt_tokens").GetInt64());
        AssertOk(models);
        Assert.Contains(models.GetProperty("ids").EnumerateArray(), static id => id.GetString() == Model);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_Stream_EndsWithUsageAndCostAskedOrNot(string client)
    {
        var caller = await app.CallerAsync();

        var run = await RunAsync("stream.mjs", client, caller.Key, "hello");

        foreach (var (step, chunksWithoutChoices) in (ReadOnlySpan<(string, int)>)[("stream_with_usage", 1), ("stream_without_usage", 0)])
        {
            var stream = run.Step(step);
            AssertOk(stream);
            Assert.NotEqual("", stream.GetProperty("text").GetString());
            Assert.Equal("stop", stream.GetProperty("finish_reason").GetString());
            Assert.Equal(chunksWithoutChoices, stream.GetProperty("chunks_without_choices").GetInt32());
            Assert.True(stream.GetProperty("usage").GetProperty("completion_tokens").GetInt64() > 0);
            Assert.False(stream.GetProperty("genops").GetProperty("estimated").GetBoolean());
        }

        Assert.Equal(
            (await caller.AuditAtRestAsync()).Entries.Select(static entry => entry.CostNanoUsd),
            run.Steps.Select(static step => step.GetProperty("genops").GetProperty("cost_nano_usd").GetInt64()));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_Errors_HaveTheirClassAndAreRepeatedOnlyWhenThatIsFree(string client)
    {
        var caller = await app.CallerAsync();

        var run = await RunAsync(
            "chat.mjs",
            client,
            caller.Key,
            "[[sim:fault=400]]",
            "[[sim:fault=422]]",
            "[[sim:fault=429,retry_after=0]]",
            $"[[sim:fault=503,retry_after=0,times=1,id=recovers-{client}]]",
            "[[sim:fault=500]]");

        Assert.Equal(
            [
                ("BadRequestError", 400, 1), ("UnprocessableEntityError", 422, 1), ("RateLimitError", 429, 3), (null, null, 2),
                ("InternalServerError", 502, 1),
            ],
            run.Steps.Select(Outcome));
        Assert.Equal("provider_rejected", Error(run.Steps[0]).GetProperty("code").GetString());
        Assert.Equal("false", run.Steps[^1].GetProperty("headers").GetProperty("x-should-retry").GetString());

        // 1 + 1 + 3 + 2 + 1 attempts, of which one was answered and one may have been charged.
        var costs = (await caller.AuditAtRestAsync()).Entries.Select(static entry => entry.CostNanoUsd > 0).ToList();
        Assert.Equal((8, 2), (costs.Count, costs.Count(static isCharged => isCharged)));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_RefusedByUs_MakesOneRequest(string client)
    {
        var poor = await app.CallerAsync(new() { DailyLimitNanoUsd = 0 });
        var strict = await app.CallerAsync(new() { MaxTokensCap = 63 });

        var unpaid = (await RunAsync("chat.mjs", client, poor.Key, "hello")).Step("chat");
        var forbidden = (await RunAsync("chat.mjs", client, strict.Key, "hello")).Step("chat");
        var unknown = (await RunAsync("chat.mjs", client, poor.Key + "x", "hello")).Step("chat");

        Assert.Equal(
            [("APIError", 402, 1), ("PermissionDeniedError", 403, 1), ("AuthenticationError", 401, 1)],
            new[] { unpaid, forbidden, unknown }.Select(Outcome));
        var error = Error(unpaid);
        Assert.Equal("budget_exceeded", error.GetProperty("code").GetString());
        Assert.Equal("tenant", error.GetProperty("budget").GetProperty("scope").GetString());
        await poor.AssertNothingTriedAsync();
        await strict.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData("openai", "cut")]
    [InlineData("together", "cut")]
    [InlineData("openai", "stream_error")]
    [InlineData("together", "stream_error")]
    public async Task Client_BrokenStream_Throws(string client, string fault)
    {
        var caller = await app.CallerAsync();

        var run = await RunAsync("stream.mjs", client, caller.Key, $"[[sim:fault={fault}]]");

        Assert.All(run.Steps, static step => Assert.False(step.GetProperty("ok").GetBoolean(), step.GetRawText()));
        Assert.All((await caller.AuditAtRestAsync()).Entries, static entry => Assert.True(entry is { Estimated: true, CostNanoUsd: > 0 }));
    }

    private static void AssertOk(JsonElement step)
    {
        Assert.True(step.GetProperty("ok").GetBoolean(), step.GetRawText());
        Assert.Equal(1, step.GetProperty("attempts").GetInt32());
    }

    // One client shows what stands in the envelope, the other the envelope.
    private static JsonElement Error(JsonElement step) =>
        step.GetProperty("error") is var shown && shown.TryGetProperty("error", out var inner) ? inner : shown;

    private static (string? Class, int? Status, int Attempts) Outcome(JsonElement step) => (
        step.TryGetProperty("class", out var name) ? name.GetString() : null,
        step.TryGetProperty("status", out var status) ? status.GetInt32() : null,
        step.GetProperty("attempts").GetInt32());

    private async Task<NodeClientRun> RunAsync(string script, string client, string key, params string[] arguments)
    {
        var run = await NodeClients.RunAsync(
            script, client, app.Host.ApiAddress, key, arguments, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, string.Join('\n', run.Lines));
        return run;
    }
}
