using System.Globalization;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>What all three policies have in common.</summary>
public sealed class EveryPolicyTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Unpriced = "nobody/knows-me";

    public static TheoryData<PolicyMode> Policies => [PolicyMode.Advisory, PolicyMode.Enforced, PolicyMode.Strict];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Post_CallIsRunning_ItsWorstCaseIsHeld(PolicyMode policy)
    {
        var caller = await app.CallerAsync(DocumentOf(policy));
        using var gone = new CancellationTokenSource();
        var running = StreamAsync(caller, gone.Token);
        await Waiting.UntilAsync(() => caller.Unbilled().Count == 1);

        var scope = (await BudgetAsync(caller)).GetProperty("scopes")[0];

        var held = decimal.Parse(scope.GetProperty("in_flight_usd").GetString()!, CultureInfo.InvariantCulture);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal(entry.HeldNanoUsd, (long)(held * 1_000_000_000));
        Assert.True(entry.HeldNanoUsd > 0);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Post_PriceIsUnknown_IsRefused(PolicyMode policy)
    {
        var caller = await app.CallerAsync(DocumentOf(policy));

        (await caller.ChatAsync(more: new { model = Unpriced })).AssertError(400, "model_not_priced");

        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Post_SessionIsUnknown_Is404(PolicyMode policy)
    {
        var caller = await app.CallerAsync(DocumentOf(policy));

        (await caller.ChatAsync(headers: ("x-genops-session-id", "01J00000000000000000000000"))).AssertError(404, "session_not_found");

        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData(PolicyMode.Advisory, "listed", true)]
    [InlineData(PolicyMode.Enforced, "listed", true)]
    [InlineData(PolicyMode.Strict, "listed", true)]
    [InlineData(PolicyMode.Advisory, "another", false)]
    [InlineData(PolicyMode.Enforced, "another", false)]
    [InlineData(PolicyMode.Strict, "another", false)]
    [InlineData(PolicyMode.Advisory, "none", true)]
    [InlineData(PolicyMode.Enforced, "none", true)]
    [InlineData(PolicyMode.Strict, "none", false)]
    public async Task Post_ListOfAllowedModels_BindsWhereItIsSetAndStrictNeedsOne(PolicyMode policy, string list, bool isAnswered)
    {
        IReadOnlyList<string> models = list switch { "listed" => [InferenceCaller.Model], "another" => ["openai/gpt-oss-120b"], _ => [] };
        var caller = await app.CallerAsync(DocumentOf(policy) with { AllowedModels = models });

        var reply = await caller.ChatAsync();

        if (isAnswered)
        {
            reply.AssertOk();
        }
        else
        {
            Assert.Equal("allowed_models", reply.AssertError(403, "policy_violation", extras: "rule").GetProperty("rule").GetString());
            await caller.AssertNothingTriedAsync();
        }
    }

    private static TenantDocument DocumentOf(PolicyMode policy) => new()
    {
        Policy = policy,
        DailyLimitNanoUsd = 1_000_000_000,
        AllowedModels = policy is PolicyMode.Strict ? [InferenceCaller.Model, Unpriced] : [],
        Defaults = policy is PolicyMode.Strict ? new() { Team = "search", Project = "ranker" } : new(),
    };

    private static async Task StreamAsync(InferenceCaller caller, CancellationToken gone)
    {
        using var content = new StringContent(caller.Body("[[sim:fault=hang]]", new { stream = true }));
        using var response = await caller.Client.PostAsync(InferenceCaller.ChatPath, content, gone);
    }

    private static async Task<JsonElement> BudgetAsync(InferenceCaller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "genops/budget");
        return (await caller.SendAsync(request)).AssertOk();
    }
}
