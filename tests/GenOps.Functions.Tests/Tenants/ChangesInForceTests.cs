using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Tenants;

/// <summary>What an administrator changes acts on calls within seconds, and what was spent stays spent.</summary>
public sealed class ChangesInForceTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    [Fact]
    public async Task Put_LimitLoweredAndLifted_BindsTheNextCallsAndKeepsWhatWasSpent()
    {
        var (tenant, client) = await app.TenantAsync(new() { DailyLimitNanoUsd = 1_000_000_000 });
        using var admin = app.Administrator();
        Assert.Equal(HttpStatusCode.OK, (await ChatAsync(client)).Status);
        var spent = await SpentAsync(client);

        await PutAsync(admin, tenant, "0.000000001");
        Answer refused = null!;
        await Waiting.UntilAsync(async () => (refused = await ChatAsync(client)).Status is HttpStatusCode.PaymentRequired);
        var afterwards = await SpentAsync(client);
        await PutAsync(admin, tenant, null);
        await Waiting.UntilAsync(async () => (await ChatAsync(client)).Status is HttpStatusCode.OK);

        var budget = refused.Json.GetProperty("error").GetProperty("budget");
        Assert.True(spent > 0 && afterwards >= spent);
        Assert.Equal("0.000000001", budget.GetProperty("limit_usd").GetString());
        Assert.Equal(afterwards, decimal.Parse(budget.GetProperty("spent_usd").GetString()!, CultureInfo.InvariantCulture));
        Assert.True(await SpentAsync(client) > afterwards);
    }

    [Fact]
    public async Task RevokeKey_OrDeleteTenant_EndsItsCalls()
    {
        using var admin = app.Administrator();
        var (tenant, client) = await app.TenantAsync();
        using var made = await admin.PostAsJsonAsync($"genops/tenants/{tenant}/keys", new { });
        var key = await made.Content.ReadFromJsonAsync<JsonElement>();
        using var other = app.Stranger();
        other.DefaultRequestHeaders.Authorization = new("Bearer", key.GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await ChatAsync(other)).Status);

        using var revoked = await admin.DeleteAsync(new Uri($"genops/tenants/{tenant}/keys/{key.GetProperty("id").GetString()}", UriKind.Relative));
        await Waiting.UntilAsync(async () => (await ChatAsync(other)).Status is HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, (await ChatAsync(client)).Status);
        using var deleted = await admin.DeleteAsync(new Uri($"genops/tenants/{tenant}", UriKind.Relative));
        await Waiting.UntilAsync(async () => (await ChatAsync(client)).Status is HttpStatusCode.Unauthorized);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (revoked.StatusCode, deleted.StatusCode));
    }

    private static async Task PutAsync(HttpClient admin, string tenant, string? limitUsd)
    {
        using var answer = await admin.PutAsJsonAsync($"genops/tenants/{tenant}", new { daily_limit_usd = limitUsd });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<decimal> SpentAsync(HttpClient client) => decimal.Parse(
        (await GovernanceApp.GetAsync(client, "genops/budget")).GetProperty("scopes")[0].GetProperty("spent_usd").GetString()!, CultureInfo.InvariantCulture);

    private static async Task<Answer> ChatAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(
            "v1/chat/completions", new { model = "openai/gpt-oss-20b", max_tokens = 10, messages = new[] { new { role = "user", content = "Hello" } } });
        return new Answer(answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json);
}
