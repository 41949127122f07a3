using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Prices;

public sealed class PriceRoutesTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewModel_CanBeCalledAndCostsItsPrice()
    {
        var (_, client) = await app.TenantAsync();
        Assert.Equal("model_not_priced", (await ChatAsync(client, "acme/new")).GetProperty("error").GetProperty("code").GetString());

        var set = await PutAsync(new { model = "acme/new", input_usd_per_million = "1", output_usd_per_million = "2", context_length = 8192 });

        var genops = (await ChatAsync(client, "acme/new")).GetProperty("genops");
        Assert.Equal(set.GetProperty("price_version").GetString(), genops.GetProperty("price_version").GetString());
        Assert.True(genops.GetProperty("cost_nano_usd").GetInt64() > 0);
        Assert.Contains("acme/new", (await GovernanceApp.GetAsync(client, "genops/models")).ToString());
    }

    [Fact]
    public async Task Put_KnownModel_NextCallCostsTheNewPrice()
    {
        const string Model = "openai/gpt-oss-20b";
        var (_, client) = await app.TenantAsync();
        var before = (await ChatAsync(client, Model)).GetProperty("genops").GetProperty("cost_nano_usd").GetInt64();

        await PutAsync(new { model = Model, input_usd_per_million = "0.50", output_usd_per_million = "2.00" });

        var after = (await ChatAsync(client, Model)).GetProperty("genops").GetProperty("cost_nano_usd").GetInt64();
        Assert.Equal(10 * before, after);
    }

    [Fact]
    public async Task Put_LaterDay_IsListedButDoesNotHoldYet()
    {
        const string Model = "openai/gpt-oss-120b";
        var (_, client) = await app.TenantAsync();
        var day = GovernanceApp.Today.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var set = await PutAsync(new { model = Model, input_usd_per_million = "9", output_usd_per_million = "9", effective_from = day });

        var version = set.GetProperty("price_version").GetString();
        Assert.NotEqual(version, (await ChatAsync(client, Model)).GetProperty("genops").GetProperty("price_version").GetString());
        using var admin = app.Administrator();
        var listed = (await GovernanceApp.GetAsync(admin, "genops/prices")).GetProperty("data").EnumerateArray()
            .Single(price => price.GetProperty("price_version").GetString() == version);
        Assert.Equal((day, "override"), (listed.GetProperty("effective_from").GetString(), listed.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Put_Faults_AreToldAllAndNothingIsSet()
    {
        using var admin = app.Administrator();

        using var response = await admin.PutAsJsonAsync(
            "genops/prices", new { model = "acme/bad", input_usd_per_million = "x", output_usd_per_million = "2", typo = 1 }, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ["$.typo", "$.input_usd_per_million", "$.context_length"],
            problem.GetProperty("errors").EnumerateArray().Select(static fault => fault.GetProperty("path").GetString()));
        Assert.DoesNotContain("acme/bad", (await GovernanceApp.GetAsync(admin, "genops/prices")).ToString());
    }

    [Fact]
    public async Task Put_Done_IsAudited()
    {
        await PutAsync(new { model = "acme/audited", input_usd_per_million = "1", output_usd_per_million = "2", context_length = 10 });

        using var admin = app.Administrator();
        var row = (await GovernanceApp.GetAsync(admin, "genops/audit?limit=100")).GetProperty("data").EnumerateArray()
            .Single(row => row.GetProperty("target").GetString() == "prices/acme/audited");
        Assert.Equal(("price.set", "admin"), (row.GetProperty("action").GetString(), row.GetProperty("actor").GetString()));
        Assert.Equal("1.000000000", row.GetProperty("after").GetProperty("input_usd_per_million").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Prices_KeyOfATenant_Is401(string method)
    {
        var (_, client) = await app.TenantAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "genops/prices");

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task<JsonElement> PutAsync(object price)
    {
        using var admin = app.Administrator();
        using var response = await admin.PutAsJsonAsync("genops/prices", price, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode is HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> ChatAsync(HttpClient client, string model)
    {
        using var answer = await client.PostAsJsonAsync(
            "v1/chat/completions", new { model, messages = new[] { new { role = "user", content = "[[sim:tokens=bound]] Hello." } }, max_tokens = 20 }, Token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
