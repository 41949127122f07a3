using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>A budget that is nearly full puts the tenant's cheaper model in the place of the one asked for.</summary>
public sealed class PressureTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private const string Dear = "openai/gpt-oss-120b";
    private const string Cheap = "openai/gpt-oss-20b";
    private const long Limit = 1_000_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(899_999_999, 0, Dear)]
    [InlineData(900_000_000, 0, Cheap)]
    [InlineData(500_000_000, 400_000_000, Cheap)]
    public async Task Chat_SpentAndHeldReachTheMark_UsesTheCheaperModel(long spent, long held, string model)
    {
        var (tenant, client) = await app.TenantAsync(Document(Cheap));
        await SpendAsync(tenant, spent, held);

        var genops = await ChatAsync(client, Dear);

        Assert.Equal(model, genops.GetProperty("model").GetString());
        Assert.Equal(model == Cheap ? Dear : null, genops.TryGetProperty("substituted_from", out var asked) ? asked.GetString() : null);
        Assert.Equal(model == Cheap ? [$"model_substituted:{Cheap}"] : [], genops.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetString()!));
    }

    [Fact]
    public async Task Chat_Substituted_CostsThePriceOfTheSubstitute()
    {
        var (full, pressed) = await app.TenantAsync(Document(Cheap));
        await SpendAsync(full, 950_000_000, 0);
        var (_, free) = await app.TenantAsync(Document(Cheap));

        var substituted = await ChatAsync(pressed, Dear);
        var direct = await ChatAsync(free, Cheap);

        Assert.Equal(direct.GetProperty("cost_nano_usd").GetInt64(), substituted.GetProperty("cost_nano_usd").GetInt64());
    }

    [Theory]
    [InlineData("unknown/model", Dear)]
    [InlineData(Dear, Cheap)]
    [InlineData(Cheap, Cheap)]
    public async Task Chat_SubstituteHasNoPriceOrIsNotCheaper_AskedModelStays(string substitute, string asked)
    {
        var (tenant, client) = await app.TenantAsync(Document(substitute));
        await SpendAsync(tenant, 950_000_000, 0);

        var genops = await ChatAsync(client, asked);

        Assert.Equal(asked, genops.GetProperty("model").GetString());
        Assert.False(genops.TryGetProperty("substituted_from", out _));
    }

    [Fact]
    public async Task Chat_SubstituteIsDenied_AskedModelStays()
    {
        var (tenant, client) = await app.TenantAsync(Document(Cheap) with { DeniedModels = [Cheap] });
        await SpendAsync(tenant, 950_000_000, 0);

        Assert.Equal(Dear, (await ChatAsync(client, Dear)).GetProperty("model").GetString());
    }

    [Fact]
    public async Task Chat_OnlyTheTeamIsPressed_OnlyItsCallsAreSubstituted()
    {
        var teams = new Dictionary<string, TeamRules> { ["search"] = new() { MonthlyLimitNanoUsd = Limit } };
        var (tenant, client) = await app.TenantAsync(Document(Cheap) with { Teams = teams });
        await app.InsertAsync(tenant, new WindowRow(BudgetWindow.MonthOf(GovernanceApp.Today), "search", 950_000_000, 0));

        Assert.Equal(Dear, (await ChatAsync(client, Dear)).GetProperty("model").GetString());
        client.DefaultRequestHeaders.Add("x-genops-team", "search");
        Assert.Equal(Cheap, (await ChatAsync(client, Dear)).GetProperty("model").GetString());
    }

    private static TenantDocument Document(string substitute) =>
        new() { DailyLimitNanoUsd = Limit, OnPressure = new PressureRule { UseModel = substitute } };

    private Task SpendAsync(string tenant, long spent, long held) =>
        app.InsertAsync(tenant, new WindowRow(BudgetWindow.DayOf(GovernanceApp.Today), BudgetPath.Tenant, spent, held));

    private static async Task<JsonElement> ChatAsync(HttpClient client, string model)
    {
        using var answer = await client.PostAsJsonAsync(
            "v1/chat/completions",
            new { model, messages = new[] { new { role = "user", content = "[[sim:tokens=bound]] Say something." } }, max_tokens = 20 },
            Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("genops");
    }
}
