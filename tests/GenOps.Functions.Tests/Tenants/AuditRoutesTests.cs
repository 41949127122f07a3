using System.Text.Json;

namespace GenOps.Functions.Tests.Tenants;

public sealed class AuditRoutesTests(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_EveryAct_IsThereInOrderWithBeforeAndAfter()
    {
        var tenant = await fixture.CreateTenantAsync();
        (await fixture.PutAsync(tenant, """{"daily_limit_usd": "20"}""")).Dispose();
        using var created = await fixture.Admin.PostAsync($"genops/tenants/{tenant}/keys", AdminFixture.Json("{}"), Token);
        var key = await AdminFixture.ReadAsync(created);
        var id = key.GetProperty("id").GetString();
        (await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}/keys/{id}", Token)).Dispose();
        (await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}", Token)).Dispose();

        var acts = (await AllAsync("limit=2&")).Where(act => act.GetProperty("target").GetString()!.StartsWith($"tenants/{tenant}", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["tenant.put", "tenant.put", "key.create", "key.revoke", "tenant.delete"],
            acts.Select(act => act.GetProperty("action").GetString()));
        Assert.All(acts, act => Assert.Equal("admin", act.GetProperty("actor").GetString()));
        Assert.Equal(JsonValueKind.Null, acts[0].GetProperty("before").ValueKind);
        Assert.Equal("10.000000000", Limit(acts[1].GetProperty("before")));
        Assert.Equal("20.000000000", Limit(acts[1].GetProperty("after")));
        Assert.Equal($"tenants/{tenant}/keys/{id}", acts[2].GetProperty("target").GetString());
        Assert.Equal(JsonValueKind.Null, acts[4].GetProperty("after").ValueKind);
        Assert.DoesNotContain(key.GetProperty("key").GetString()![^52..], string.Join(' ', acts.Select(act => act.ToString())));
    }

    [Fact]
    public async Task List_FromAnInstant_LeavesOutWhatCameBefore()
    {
        await fixture.CreateTenantAsync();

        Assert.NotEmpty(await AllAsync("from=2020-01-01&"));
        Assert.Empty(await AllAsync("from=2999-01-01T00:00:00Z&"));
    }

    [Theory]
    [InlineData("limit=1000", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "cursor")]
    [InlineData("from=yesterday", "from")]
    public async Task List_FaultyQuery_IsInvalid(string query, string path)
    {
        using var response = await fixture.Admin.GetAsync("genops/audit?" + query, Token);

        Assert.Equal([path], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    private static string? Limit(JsonElement state) => state.GetProperty("document").GetProperty("daily_limit_usd").GetString();

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string query)
    {
        var acts = new List<JsonElement>();
        var cursor = "";
        do
        {
            using var response = await fixture.Admin.GetAsync($"genops/audit?{query}cursor={cursor}", Token);
            var page = await AdminFixture.ReadAsync(response);
            acts.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        return acts;
    }
}
