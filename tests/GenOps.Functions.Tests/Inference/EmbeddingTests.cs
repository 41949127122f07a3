using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Embeddings are governed as chats are.</summary>
public sealed class EmbeddingTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Path = "v1/embeddings";

    [Fact]
    public async Task Post_Inputs_AreChargedAttributedAndReplayed()
    {
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
        var body = Body(caller);

        var reply = await caller.PostAsync(Path, body, ("x-genops-team", "search"), ("Idempotency-Key", "k"));
        var again = await caller.PostAsync(Path, body, ("x-genops-team", "search"), ("Idempotency-Key", "k"));

        Assert.Equal(2, reply.AssertOk().GetProperty("data").GetArrayLength());
        Assert.Equal((reply.Text, "true"), (again.Text, again.Header("idempotent-replayed")));
        var billed = Assert.Single(caller.Billed());
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryKind.Embedding, "search", (long)billed.PromptTokens, 0L), (entry.Kind, entry.Attribution.Team, entry.InputTokens, entry.OutputTokens));
        Assert.Equal((billed.PromptTokens * 50L, billed.PromptTokens * 50L), (entry.CostNanoUsd, reply.CostNanoUsd));
        Assert.True(entry.HeldNanoUsd >= entry.CostNanoUsd);
    }

    [Fact]
    public async Task Post_RulesAndBudget_BindAsForChats()
    {
        var denied = await app.CallerAsync(new TenantDocument { DeniedModels = [InferenceCaller.Model] });
        (await denied.PostAsync(Path, Body(denied))).AssertError(403, "policy_violation", extras: "rule");
        var poor = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = 1 });
        (await poor.PostAsync(Path, Body(poor))).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");
        var slow = await app.CallerAsync(new TenantDocument { TokensPerMinute = 1 });
        (await slow.PostAsync(Path, Body(slow))).AssertError(429, "rate_limited", mayRetry: false);
        var caller = await app.CallerAsync();
        (await caller.PostAsync(Path, Body(caller), ("x-genops-session-id", "nothing"))).AssertError(404, "session_not_found");
        (await caller.PostAsync(Path, Body(caller).Replace("gpt-oss-20b", "gpt-oss", StringComparison.Ordinal))).AssertError(400, "model_not_priced");

        foreach (var refused in (InferenceCaller[])[denied, poor, slow, caller])
        {
            await refused.AssertNothingTriedAsync();
        }
    }

    private static string Body(InferenceCaller caller) =>
        $$"""{"model":"{{InferenceCaller.Model}}","input":["one text","another text"],"user":"{{caller.Tenant}}"}""";
}
