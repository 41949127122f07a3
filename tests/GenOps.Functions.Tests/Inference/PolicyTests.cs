using System.Text.Json;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>What the three policies let through, and what is put into the ledger with it.</summary>
public sealed class PolicyTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private static readonly string[] Models = [InferenceCaller.Model];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Advisory_OverBudget_RunsAndWarns(bool stream)
    {
        var caller = await app.CallerAsync(new TenantDocument { Policy = PolicyMode.Advisory, DailyLimitNanoUsd = 1 });

        var reply = await caller.ChatAsync("[[sim:tokens=bound]]", new { stream });

        Assert.True(reply.Status == 200, reply.Text);
        Assert.Contains("\"warnings\":[\"budget_exceeded\"]", reply.Text, StringComparison.Ordinal);
        var audit = await caller.AuditAtRestAsync();
        Assert.True(Assert.Single(audit.Entries).CostNanoUsd > 1);
        Assert.Equal("advisory", stream ? "advisory" : reply.Genops.GetProperty("policy").GetString());
    }

    [Fact]
    public async Task Advisory_WithinBudget_DoesNotWarn()
    {
        var caller = await app.CallerAsync(new TenantDocument { Policy = PolicyMode.Advisory, DailyLimitNanoUsd = 1_000_000_000 });

        var reply = await caller.ChatAsync();

        reply.AssertOk();
        Assert.Equal(0, reply.Genops.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task Advisory_OtherRules_BindAllTheSame()
    {
        var caller = await app.CallerAsync(new TenantDocument { Policy = PolicyMode.Advisory, AllowedModels = Models, MaxTokensCap = 60 });

        (await caller.ChatAsync()).AssertOk();
        (await caller.ChatAsync(more: new { model = "openai/gpt-oss-120b" })).AssertError(403, "policy_violation", extras: "rule");
        (await caller.ChatAsync(more: new { max_tokens = 61 })).AssertError(403, "policy_violation", extras: "rule");
    }

    [Fact]
    public async Task Advisory_UnknownPrice_IsRefused()
    {
        var caller = await app.CallerAsync(new TenantDocument { Policy = PolicyMode.Advisory });

        (await caller.ChatAsync(more: new { model = "a/unpriced" })).AssertError(400, "model_not_priced");
    }

    [Theory]
    [InlineData(PolicyMode.Enforced)]
    [InlineData(PolicyMode.Strict)]
    public async Task Binding_OverBudget_IsRefused(PolicyMode policy)
    {
        var caller = await app.CallerAsync(new TenantDocument
        {
            Policy = policy, DailyLimitNanoUsd = 1, AllowedModels = Models, Defaults = new() { Team = "a", Project = "b" },
        });

        (await caller.ChatAsync()).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");
    }

    [Fact]
    public async Task Enforced_NothingSet_NeedsNoAttributes()
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync();

        Assert.Equal("enforced", reply.AssertOk().GetProperty("genops").GetProperty("policy").GetString());
        Assert.Equal(Attribution.None, Assert.Single((await caller.AuditAsync()).Entries).Attribution);
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("search", null, null, false)]
    [InlineData(null, "ranker", null, false)]
    [InlineData("search", "ranker", null, false)]
    [InlineData("search", "ranker", "cc-1", true)]
    public async Task Strict_Attributes_MustAllBeThere(string? team, string? project, string? costCenter, bool isAnswered)
    {
        var caller = await app.CallerAsync(
            new TenantDocument { Policy = PolicyMode.Strict, AllowedModels = Models, RequiredAttributes = ["cost_center"] });
        (string, string)[] headers = [.. Header("team", team), .. Header("project", project), .. Header("cost-center", costCenter)];

        var reply = await caller.ChatAsync(headers: headers);

        if (isAnswered)
        {
            Assert.Equal("strict", reply.AssertOk().GetProperty("genops").GetProperty("policy").GetString());
        }
        else
        {
            var error = reply.AssertError(403, "policy_violation", extras: "rule");
            Assert.Equal("required_attributes", error.GetProperty("rule").GetString());
        }
    }

    [Fact]
    public async Task Strict_NoModelsAllowed_RefusesAll()
    {
        var caller = await app.CallerAsync(new TenantDocument { Policy = PolicyMode.Strict, Defaults = new() { Team = "a", Project = "b" } });

        var error = (await caller.ChatAsync()).AssertError(403, "policy_violation", extras: "rule");

        Assert.Equal("allowed_models", error.GetProperty("rule").GetString());
    }

    [Fact]
    public async Task Attribution_MostSpecificWins_PinThenHeaderThenBodyThenDefault()
    {
        var caller = await app.CallerAsync(
            new TenantDocument
            {
                Defaults = new() { Team = "d-team", Project = "d-project", Customer = "d-customer", Environment = "d-env", Feature = "d-feature" },
            },
            team: "pinned");

        var reply = await caller.ChatAsync(
            more: new { metadata = new { project = "b-project", customer = "b-customer", environment = "b-env", tag = "b", other = "b" } },
            headers: [("x-genops-project", "h-project"), ("x-genops-customer", "h-customer"), ("x-genops-tags", "tag=h,z=1")]);

        reply.AssertOk();
        Assert.Equal(
            new Attribution
            {
                Team = "pinned", Project = "h-project", Customer = "h-customer", Environment = "b-env", Feature = "d-feature", Tags = "other=b,tag=h,z=1",
            },
            Assert.Single((await caller.AuditAsync()).Entries).Attribution);
    }

    [Fact]
    public async Task Attribution_SameAsThePin_IsNoContradiction()
    {
        var caller = await app.CallerAsync(team: "search", project: "ranker");

        (await caller.ChatAsync(headers: [("x-genops-team", "search"), ("x-genops-project", "ranker")])).AssertOk();
        (await caller.ChatAsync(more: new { metadata = new { team = "search" } })).AssertOk();
    }

    [Fact]
    public async Task Call_Answered_TellsTheTightestBudgetInBodyAndHeaders()
    {
        var teams = new Dictionary<string, TeamRules> { ["search"] = new() { DailyLimitNanoUsd = 1_000_000 } };
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = 1_000_000_000, Teams = teams });

        var reply = await caller.ChatAsync(headers: [("x-genops-team", "search"), ("x-genops-diagnostics", "true")]);

        var budget = reply.AssertOk().GetProperty("genops").GetProperty("budget");
        Assert.Equal("team:search", budget.GetProperty("scope").GetString());
        Assert.Equal(budget.GetProperty("remaining_usd").GetString(), reply.Header("x-genops-budget-remaining-usd"));
        Assert.Equal(reply.Genops.GetProperty("cost_usd").GetString(), reply.Header("x-genops-cost-usd"));
        Assert.NotNull(reply.Header("x-genops-overhead-ms"));
        Assert.Equal(
            ["auth", "body", "policy", "estimate", "hold", "provider", "settle", "ledger"],
            reply.Genops.GetProperty("diagnostics").EnumerateObject().Select(static step => step.Name[..^3]));
    }

    private static IEnumerable<(string, string)> Header(string name, string? value) => value is null ? [] : [($"x-genops-{name}", value)];
}
