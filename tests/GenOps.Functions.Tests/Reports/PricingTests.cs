using System.Globalization;
using System.Net;
using System.Text.Json;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Reports;

public sealed class PricingTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private const string Small = "openai/gpt-oss-20b";
    private const string Large = "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo";

    [Fact]
    public async Task Estimate_Operations_AreAddedUp()
    {
        var (_, client) = await app.TenantAsync();

        var estimate = await GovernanceApp.PostAsync(client, "genops/estimate", new
        {
            operations = new object[]
            {
                new { model = Small, input_tokens = 1_000_000, max_tokens = 1, count = 2 },
                new { model = Small, messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 10 },
            },
        });

        var operations = estimate.GetProperty("operations").EnumerateArray().ToList();
        Assert.Equal("0.050000200", Text(operations[0], "expected_usd"));
        Assert.True(Usd(operations[1], "expected_usd") < Usd(operations[1], "worst_case_usd"));
        Assert.Equal((2 * Usd(operations[0], "worst_case_usd")) + Usd(operations[1], "worst_case_usd"), Usd(estimate, "worst_case_usd"));
    }

    [Fact]
    public async Task Estimate_OneOperationWithoutPrice_IsRefused()
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/estimate", new { model = "nobody/nothing", input_tokens = 1 }, 400, "model_not_priced");
        await GovernanceApp.AssertProblemAsync(client, "genops/estimate", new { model = Small }, 400, "invalid_request");
        await GovernanceApp.AssertProblemAsync(client, "genops/estimate", new[] { 1 }, 400, "invalid_request");
    }

    [Theory]
    [InlineData(100_000, HttpStatusCode.OK)]
    [InlineData(100_001, HttpStatusCode.BadRequest)]
    public async Task Estimate_VeryManyOperations_UpToTheLimit(int operations, HttpStatusCode status)
    {
        var (_, client) = await app.TenantAsync();

        var answer = await GovernanceApp.PostAsync(
            client, "genops/estimate", new { operations = Enumerable.Repeat(new { model = Small, input_tokens = 1_000_000, max_tokens = 1 }, operations) }, status);

        Assert.Equal(status is HttpStatusCode.OK, answer.TryGetProperty("expected_usd", out var usd) && usd.GetString() == "5000.020000000");
    }

    [Fact]
    public async Task Models_Called_ShowTheirLatencyAndWhetherTheyAreAllowed()
    {
        var (tenant, client) = await app.TenantAsync(new TenantDocument { DeniedModels = [Large] });
        var key = new RollupKey(GovernanceApp.Today, null, null, Small, null, null, null, null);
        await app.InsertAsync(tenant, new RollupRow(key, "i1", RollupRow.HashOf(key), default, LatencyHistogram.Empty.Merge([0, 0, 0, 0, 3])));

        var models = (await GovernanceApp.GetAsync(client, "genops/models")).GetProperty("data").EnumerateArray().ToDictionary(model => Text(model, "model"));

        var small = models[Small];
        Assert.Equal(("0.050000000", "0.200000000"), (Text(small, "input_usd_per_million"), Text(small, "output_usd_per_million")));
        Assert.Equal("lite", Text(small, "tier"));
        Assert.Equal(4.0, small.GetProperty("latency_ms").GetProperty("p50").GetDouble());
        Assert.Contains("reasoning", small.GetProperty("capabilities").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal((true, false), (small.GetProperty("allowed").GetBoolean(), models[Large].GetProperty("allowed").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, models[Large].GetProperty("latency_ms").GetProperty("p50").ValueKind);
    }

    [Fact]
    public async Task Compare_Models_AreSortedByCost()
    {
        var (_, client) = await app.TenantAsync();

        var comparison = await GovernanceApp.GetAsync(client, $"genops/models/compare?models={Large},{Small}&input_tokens=1000&output_tokens=200");

        var rows = comparison.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([Small, Large], rows.Select(row => Text(row, "model")));
        Assert.Equal(["0.000090000", "0.006000000"], rows.Select(row => Text(row, "cost_usd")));
        var all = (await GovernanceApp.GetAsync(client, "genops/models/compare")).GetProperty("data").EnumerateArray()
            .Select(row => row.GetProperty("cost_nano_usd").GetInt64())
            .ToList();
        Assert.Equal(all.Order(), all);
    }

    [Theory]
    [InlineData("models=nobody/nothing", "model_not_priced")]
    [InlineData("input_tokens=-1", "invalid_request")]
    [InlineData("output_tokens=many", "invalid_request")]
    [InlineData("models=a,a", "invalid_request")]
    public async Task Compare_Malformed_IsRefused(string query, string code)
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/models/compare?" + query, 400, code);
    }

    [Fact]
    public async Task Recommend_UseCase_RanksAllowedModels()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { AllowedModels = [Small, Large] });

        var advice = await GovernanceApp.PostAsync(client, "genops/recommend", new { use_case = "high_quality", budget_usd_per_call = "0.001" });

        Assert.Equal(("enforced", 10), (Text(advice, "policy"), advice.GetProperty("chunk_size").GetInt32()));
        Assert.True(advice.GetProperty("budget_compliant").GetBoolean());
        var models = advice.GetProperty("models").EnumerateArray().ToList();
        Assert.Equal([Small, Large], models.Select(model => Text(model, "model")));
        Assert.Equal([true, false], models.Select(model => model.GetProperty("budget_compliant").GetBoolean()));
        Assert.All(models, model => Assert.True(model.GetProperty("reasons").GetArrayLength() > 0));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"use_case": "cheap"}""")]
    [InlineData("""{"use_case": "high_quality", "complexity": "extreme"}""")]
    [InlineData("""{"use_case": "high_quality", "budget_usd_per_call": -1}""")]
    [InlineData("""{"use_case": "high_quality", "budget_usd_per_call": "1e-3"}""")]
    [InlineData("""{"use_case": "high_quality", "needs": ["speed"]}""")]
    [InlineData("""{"use_case": "high_quality", "needs": "code"}""")]
    [InlineData("""{"use_case": "high_quality", "min_context_length": -1}""")]
    [InlineData("""{"use_case": "high_quality", "usecase": 1}""")]
    public Task Recommend_Malformed_IsRefused(string body) => AssertRefusedAsync("genops/recommend", body);

    [Fact]
    public async Task Analysis_Load_ShowsCostsAndCheaperModels()
    {
        var (_, client) = await app.TenantAsync();

        var analysis = await GovernanceApp.PostAsync(
            client, "genops/analysis", new { operations_per_day = 10_000, input_tokens = 1_000, output_tokens = 200, model = Large });

        Assert.Equal(("60.000000000", "1800.000000000"), (Text(analysis, "daily_usd"), Text(analysis, "period_usd")));
        Assert.Equal("21900.000000000", Text(analysis, "yearly_usd"));
        var alternatives = analysis.GetProperty("alternatives").EnumerateArray().ToList();
        Assert.Contains(alternatives, other => Text(other, "model") == Small);
        Assert.All(alternatives, other => Assert.Equal(60m, Usd(other, "daily_usd") + Usd(other, "saving_daily_usd")));
    }

    [Theory]
    [InlineData("""{"operations_per_day": 1, "input_tokens": 1, "output_tokens": 1}""")]
    [InlineData("""{"operations_per_day": 0, "input_tokens": 1, "output_tokens": 1, "model": "openai/gpt-oss-20b"}""")]
    [InlineData("""{"operations_per_day": 1, "input_tokens": -1, "output_tokens": 1, "model": "openai/gpt-oss-20b"}""")]
    [InlineData("""{"operations_per_day": 1, "output_tokens": 1, "model": "openai/gpt-oss-20b"}""")]
    [InlineData("""{"operations_per_day": 1, "input_tokens": 1, "output_tokens": 1, "model": "openai/gpt-oss-20b", "days": 0}""")]
    [InlineData("""{"operations_per_day": 1, "input_tokens": 1, "output_tokens": 1, "model": "openai/gpt-oss-20b", "day": 1}""")]
    [InlineData("""{"operations_per_day": 1000000000, "input_tokens": 16000000, "output_tokens": 16000000, "model": "moonshotai/Kimi-K3"}""")]
    public Task Analysis_Malformed_IsRefused(string body) => AssertRefusedAsync("genops/analysis", body);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static decimal Usd(JsonElement json, string name) => decimal.Parse(Text(json, name), CultureInfo.InvariantCulture);

    private async Task AssertRefusedAsync(string path, string body)
    {
        var (_, client) = await app.TenantAsync();

        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
