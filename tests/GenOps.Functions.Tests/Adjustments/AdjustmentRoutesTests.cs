using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Adjustments;

public sealed class AdjustmentRoutesTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Today => GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Post_MoneyBack_IsInLedgerUsageAndBudget()
    {
        var (tenant, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 10_000_000_000 });

        using var answer = await PostAsync(tenant, "key", new { amount_usd = "-1.25", reason = "invoice 4711", date = "2026-10-01" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var entry = Assert.Single((await GovernanceApp.GetAsync(client, "genops/ledger/" + Today)).GetProperty("data").EnumerateArray());
        Assert.Equal(
            ("adjustment", -1_250_000_000, "2026-10-01", "invoice 4711"),
            (entry.GetProperty("kind").GetString(), entry.GetProperty("cost_nano_usd").GetInt64(), entry.GetProperty("for_date").GetString(), entry.GetProperty("reason").GetString()));
        var day = (await GovernanceApp.GetAsync(client, "genops/budget")).GetProperty("scopes").EnumerateArray().First();
        Assert.Equal(("-1.250000000", "11.250000000"), (day.GetProperty("spent_usd").GetString(), day.GetProperty("remaining_usd").GetString()));
        Assert.Contains("-1.250000000", (await GovernanceApp.GetAsync(client, $"genops/usage?from={Today}&to={Today}")).ToString());
    }

    [Fact]
    public async Task Post_PositiveBeyondTheLimit_NextCallIsRefused()
    {
        var (tenant, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });

        using var answer = await PostAsync(tenant, "key", new { amount_usd = "2", reason = "late bill", date = Today });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var call = await client.PostAsJsonAsync(
            "v1/chat/completions", new { model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content = "Hello." } } }, Token);
        Assert.Equal(HttpStatusCode.PaymentRequired, call.StatusCode);
    }

    [Fact]
    public async Task Post_SameKey_IsReplayedOrRefused()
    {
        var (tenant, _) = await app.TenantAsync();
        var body = new { amount_usd = "1", reason = "x", date = Today };
        using var first = await PostAsync(tenant, "key", body);

        using var again = await PostAsync(tenant, "key", body);
        using var other = await PostAsync(tenant, "key", new { amount_usd = "2", reason = "x", date = Today });

        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await again.Content.ReadAsStringAsync(Token));
        Assert.Equal(("true", HttpStatusCode.Created), (again.Headers.GetValues("idempotent-replayed").Single(), again.StatusCode));
        GovernanceApp.AssertProblem(await other.Content.ReadFromJsonAsync<JsonElement>(Token), 422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Post_NoIdempotencyKey_Is400()
    {
        var (tenant, _) = await app.TenantAsync();

        using var answer = await PostAsync(tenant, null, new { amount_usd = "1", reason = "x", date = Today });

        GovernanceApp.AssertProblem(await answer.Content.ReadFromJsonAsync<JsonElement>(Token), 400, "invalid_request");
    }

    [Fact]
    public async Task Post_UnknownTenant_Is404()
    {
        using var answer = await PostAsync("nobody", "key", new { amount_usd = "1", reason = "x", date = Today });

        GovernanceApp.AssertProblem(await answer.Content.ReadFromJsonAsync<JsonElement>(Token), 404, "not_found");
    }

    [Fact]
    public async Task Post_KeyOfTheTenant_Is401()
    {
        var (tenant, client) = await app.TenantAsync();

        using var answer = await client.PostAsJsonAsync($"genops/tenants/{tenant}/adjustments", new { amount_usd = "-1", reason = "x", date = Today }, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string tenant, string? key, object body)
    {
        using var admin = app.Administrator();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"genops/tenants/{tenant}/adjustments") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await admin.SendAsync(request, Token);
    }
}
