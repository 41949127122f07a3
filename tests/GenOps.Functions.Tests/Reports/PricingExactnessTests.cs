using System.Globalization;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Reports;

/// <summary>Every input of a price question counts, a model's name is the whole name, and no amount is too small to be written down.</summary>
public sealed class PricingExactnessTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private const string Small = "openai/gpt-oss-20b";

    [Theory]
    [InlineData("high_throughput")]
    [InlineData("cost_sensitive")]
    [InlineData("high_quality")]
    [InlineData("code_generation")]
    public async Task Recommend_Complexity_DecidesTheSizeClass(string useCase)
    {
        var (_, client) = await app.TenantAsync();
        var tiers = (await GovernanceApp.GetAsync(client, "genops/models")).GetProperty("data").EnumerateArray()
            .ToDictionary(static model => Text(model, "model"), static model => Text(model, "tier"));

        var first = new List<string>();
        foreach (var complexity in (string[])["low", "medium", "high"])
        {
            var advice = await GovernanceApp.PostAsync(client, "genops/recommend", new { use_case = useCase, complexity });
            first.Add(tiers[Text(advice.GetProperty("models")[0], "model")]);
        }

        // A model made for code wins over one of the size wanted, and there is none of the largest size.
        Assert.Equal(useCase == "code_generation" ? ["lite", "standard", "standard"] : ["lite", "standard", "large"], first);
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("prompt")]
    public async Task Estimate_LongerText_CostsMoreAtTheSameBound(string field)
    {
        var (_, client) = await app.TenantAsync();

        var (shorter, longer) = (await EstimateAsync(client, field, 10), await EstimateAsync(client, field, 10_000));

        Assert.True(Usd(longer, "expected_usd") > Usd(shorter, "expected_usd"));
        Assert.Equal(9_990 * 0.05m / 1_000_000, Usd(longer, "worst_case_usd") - Usd(shorter, "worst_case_usd"));
    }

    [Theory]
    [InlineData("openai/gpt-oss-20b-instruct")]
    [InlineData("my/openai/gpt-oss-20b")]
    [InlineData("gpt-oss-20b")]
    [InlineData("OPENAI/GPT-OSS-20B")]
    [InlineData("openai/gpt-oss")]
    public async Task AnyPriceQuestion_NameThatOnlyResemblesAModels_HasNoPrice(string model)
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/estimate", new { model, input_tokens = 1, max_tokens = 1 }, 400, "model_not_priced");
        await GovernanceApp.AssertProblemAsync(
            client, "genops/analysis", new { model, operations_per_day = 1, input_tokens = 1, output_tokens = 1 }, 400, "model_not_priced");
        await GovernanceApp.AssertProblemAsync(client, $"genops/models/compare?models={model}", 400, "model_not_priced");
        using var chat = await client.PostAsync(
            new Uri("v1/chat/completions", UriKind.Relative),
            new StringContent($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello."}]}"""),
            TestContext.Current.CancellationToken);
        Assert.Contains("model_not_priced", await chat.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyReport_CallOfMillionthsOfACent_ShowsItExactly()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
        var session = Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { }, System.Net.HttpStatusCode.Created), "id");
        var answer = await GovernanceApp.PostAsync(client, "v1/chat/completions", new
        {
            model = Small, max_tokens = 1, messages = new[] { new { role = "user", content = "Hi" } }, metadata = new { session_id = session },
        });
        var cost = answer.GetProperty("genops").GetProperty("cost_nano_usd").GetInt64();
        var usd = (cost / 1_000_000_000m).ToString("0.000000000", CultureInfo.InvariantCulture);

        Assert.InRange(cost, 1, 10_000);
        Assert.Equal(usd, Text(answer.GetProperty("genops"), "cost_usd"));
        Assert.Equal(usd, Text(await GovernanceApp.GetAsync(client, $"genops/sessions/{session}"), "cost_usd"));
        Assert.Equal(usd, Text(await GovernanceApp.GetAsync(client, "genops/summary"), "daily_costs_usd"));
        Assert.Equal(usd, Text(await GovernanceApp.GetAsync(client, "genops/summary"), "average_cost_per_operation_usd"));
        Assert.Equal(usd, Text((await GovernanceApp.GetAsync(client, "genops/usage")).GetProperty("totals"), "cost_usd"));
    }

    private static Task<JsonElement> EstimateAsync(HttpClient client, string field, int length)
    {
        var text = new string('a', length);
        return GovernanceApp.PostAsync(client, "genops/estimate", field == "prompt"
            ? new { model = Small, max_tokens = 10, prompt = text }
            : new { model = Small, max_tokens = 10, messages = new[] { new { role = "user", content = text } } });
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static decimal Usd(JsonElement json, string name) => decimal.Parse(Text(json, name), CultureInfo.InvariantCulture);
}
