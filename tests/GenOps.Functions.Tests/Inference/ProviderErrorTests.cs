using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Faults of the provider, one attempt each: what the caller is told, and what the attempt is charged.</summary>
public sealed class ProviderErrorTests(SingleAttemptApp app) : IClassFixture<SingleAttemptApp>
{
    private const string ProviderKey = "simulated";

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task Post_ProviderRejects_StatusIsKeptAndTheAttemptIsFree(int status)
    {
        var caller = await app.CallerAsync();

        var error = (await caller.ChatAsync($"[[sim:fault={status}]]")).AssertError(status, "provider_rejected", extras: "provider");

        var provider = error.GetProperty("provider");
        Assert.Equal(["status", "type", "message"], provider.EnumerateObject().Select(static member => member.Name));
        Assert.Equal((status, "invalid_request_error"), (provider.GetProperty("status").GetInt32(), provider.GetProperty("type").GetString()));
        Assert.NotEqual("", provider.GetProperty("message").GetString());
        await AssertFreeAsync(caller);
    }

    [Fact]
    public async Task Post_ProviderRefusesOurKey_Is502WithoutItsWords()
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync("[[sim:fault=401]]");

        var provider = reply.AssertError(502, "provider_error", extras: "provider").GetProperty("provider");
        Assert.Equal((401, null), (provider.GetProperty("status").GetInt32(), provider.GetProperty("message").GetString()));
        Assert.DoesNotContain(ProviderKey, reply.Text, StringComparison.Ordinal);
        await AssertFreeAsync(caller);
    }

    [Fact]
    public async Task Post_ProviderWantsMoney_Is503()
    {
        var caller = await app.CallerAsync();

        (await caller.ChatAsync("[[sim:fault=402]]")).AssertError(503, "provider_unavailable", extras: "provider");

        await AssertFreeAsync(caller);
    }

    [Theory]
    [InlineData(429, 429, "provider_rate_limited", 7, 7)]
    [InlineData(429, 429, "provider_rate_limited", 3600, 60)]
    [InlineData(429, 429, "provider_rate_limited", -1, 1)]
    [InlineData(429, 429, "provider_rate_limited", 0, 1)]
    [InlineData(503, 503, "provider_unavailable", 9, 9)]
    [InlineData(503, 503, "provider_unavailable", 3600, 60)]
    public async Task Post_ProviderIsBusy_SaysWhenToTryAgain(int fault, int status, string code, int asked, int told)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync($"[[sim:fault={fault},retry_after={asked}]]");

        var provider = reply.AssertError(status, code, retryAfter: true, extras: "provider").GetProperty("provider");
        Assert.Equal((told, fault), (reply.RetryAfterSeconds, provider.GetProperty("status").GetInt32()));
        await AssertFreeAsync(caller);
    }

    [Theory]
    [InlineData("500", 502, "provider_error")]
    [InlineData("502", 502, "provider_error")]
    [InlineData("504", 502, "provider_error")]
    [InlineData("529", 502, "provider_error")]
    [InlineData("reset", 502, "provider_error")]
    [InlineData("reset_mid_answer", 502, "provider_error")]
    [InlineData("malformed", 502, "provider_error")]
    [InlineData("truncated", 502, "provider_error")]
    [InlineData("408", 504, "provider_timeout")]
    public async Task Post_AttemptMayHaveBeenBilled_IsChargedItsHoldAndMustNotBeRepeated(string fault, int status, string code)
    {
        var caller = await app.CallerAsync();

        (await caller.ChatAsync($"[[sim:fault={fault}]]")).AssertError(status, code, mayRetry: false, extras: "provider");

        await AssertInDoubtAsync(caller);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("stall")]
    public async Task Post_ProviderTakesTooLong_IsChargedItsHoldAndMustNotBeRepeated(string fault)
    {
        await using var impatient = await AppHost.StartAsync(
            QuickAccounts.Use, app.Simulator, "GenOps:ProviderRetries=0", "GenOps:Provider:AttemptTimeoutSeconds=3");
        var caller = new InferenceCaller(impatient, fault, await TenantSeed.CreateAsync(impatient.Stores, fault, new()));

        (await caller.ChatAsync($"[[sim:fault={fault}]]")).AssertError(504, "provider_timeout", mayRetry: false, extras: "provider");

        await AssertInDoubtAsync(caller);
    }

    [Theory]
    [InlineData("v1/completions", "prompt")]
    [InlineData("v1/embeddings", "input")]
    public async Task Post_OtherEndpoints_TellFaultsTheSameWay(string path, string input)
    {
        var caller = await app.CallerAsync();
        var body = $$"""{"model":"{{InferenceCaller.Model}}","{{input}}":"canary-of-the-prompt [[sim:fault=422]]","user":"{{caller.Tenant}}"}""";

        (await caller.PostAsync(path, body)).AssertError(422, "provider_rejected", extras: "provider");

        await AssertFreeAsync(caller);
    }

    [Theory]
    [InlineData("429,retry_after=7", 429, "provider_rate_limited", true)]
    [InlineData("422", 422, "provider_rejected", false)]
    [InlineData("401", 502, "provider_error", false)]
    public async Task Stream_ProviderFaultsBeforeTheFirstByte_IsAnOrdinaryError(string fault, int status, string code, bool retryAfter)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync($"[[sim:fault={fault}]]", new { stream = true });

        reply.AssertError(status, code, retryAfter: retryAfter, extras: "provider");
        await AssertFreeAsync(caller);
    }

    [Fact]
    public async Task Post_ProviderIsNotThere_Is503AndTheAttemptIsFree()
    {
        using var nobody = new TestKit.DeadPort();
        await using var lonely = await AppHost.StartAsync(app.Simulator, $"TOGETHER_BASE_URL={nobody.Address}v1", "GenOps:ProviderRetries=0");
        var caller = new InferenceCaller(lonely, "lonely", await TenantSeed.CreateAsync(lonely.Stores, "lonely", new()));

        var reply = await caller.ChatAsync();

        var error = reply.AssertError(503, "provider_unavailable", retryAfter: true, extras: "provider");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, error.GetProperty("provider").GetProperty("status").ValueKind);
        await AssertFreeAsync(caller);
    }

    private static async Task AssertInDoubtAsync(InferenceCaller caller)
    {
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.InDoubt, entry.HeldNanoUsd, true), (entry.Status, entry.CostNanoUsd, entry.Estimated));
        Assert.True(entry.CostNanoUsd > 0);
    }

    // The attempt stands in the ledger, at no cost, and no money stays held.
    private static async Task AssertFreeAsync(InferenceCaller caller)
    {
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Failed, 0, 1), (entry.Status, entry.CostNanoUsd, entry.Attempt));
        Assert.Empty(caller.Billed());
    }
}
