using System.Net;
using System.Net.Http.Headers;

namespace GenOps.Functions.Tests.Tenants;

public sealed class TenantRoutesTests(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewThenSame_CreatesThenChangesWithGrowingTags()
    {
        var tenant = fixture.NextName();

        using var created = await fixture.PutAsync(tenant, """{"daily_limit_usd": "10.00", "teams": {"search": {"daily_limit_usd": "5"}}}""");
        using var changed = await fixture.PutAsync(tenant, """{"daily_limit_usd": "20.00"}""");

        Assert.Equal((HttpStatusCode.Created, $"/genops/tenants/{tenant}", "\"1\""), (created.StatusCode, created.Headers.Location!.OriginalString, created.Headers.ETag!.Tag));
        Assert.Equal("10.000000000", (await AdminFixture.ReadAsync(created)).GetProperty("daily_limit_usd").GetString());
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.StatusCode, changed.Headers.ETag!.Tag));
        Assert.Empty((await AdminFixture.ReadAsync(changed)).GetProperty("teams").EnumerateObject());
    }

    [Fact]
    public async Task Get_Document_CanBePutBackAsItIs()
    {
        var tenant = await fixture.CreateTenantAsync("""{"policy": "strict", "allowed_models": ["a/b"], "alerts": {"thresholds": [0.5], "webhook_url": "https://hooks.example/x"}}""");
        using var first = await fixture.Admin.GetAsync("genops/tenants/" + tenant, Token);
        var document = await first.Content.ReadAsStringAsync(Token);

        using var put = await fixture.PutAsync(tenant, document, first.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(document, await put.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Put_StaleTag_IsRefusedAndChangesNothing()
    {
        var tenant = await fixture.CreateTenantAsync();
        using var other = await fixture.PutAsync(tenant, """{"daily_limit_usd": "20"}""");

        using var stale = await fixture.PutAsync(tenant, """{"daily_limit_usd": "30"}""", "\"1\"");

        await AdminFixture.AssertProblemAsync(stale, 412, "precondition_failed");
        using var now = await fixture.Admin.GetAsync("genops/tenants/" + tenant, Token);
        Assert.Equal("20.000000000", (await AdminFixture.ReadAsync(now)).GetProperty("daily_limit_usd").GetString());
    }

    [Fact]
    public async Task Put_TagWithoutTenant_IsRefused()
    {
        using var response = await fixture.PutAsync(fixture.NextName(), "{}", "*");

        await AdminFixture.AssertProblemAsync(response, 412, "precondition_failed");
    }

    [Fact]
    public async Task Put_FaultyDocument_TellsEveryFault()
    {
        using var response = await fixture.PutAsync(fixture.NextName(), """{"polcy": 1, "daily_limit_usd": 5, "teams": {"A": {}}}""");

        var paths = await AdminFixture.AssertProblemAsync(response, 400, "invalid_request");
        Assert.Equal(["$.daily_limit_usd", "$.polcy", "$.teams.A"], paths.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Put_NoDocument_IsInvalid(string body)
    {
        using var response = await fixture.PutAsync(fixture.NextName(), body);

        Assert.Equal(["$"], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a%20b")]
    public async Task AnyMethod_NoTenantName_IsInvalidOrNotFound(string name)
    {
        using var put = await fixture.PutAsync(name, "{}");
        using var get = await fixture.Admin.GetAsync("genops/tenants/" + name, Token);
        using var delete = await fixture.Admin.DeleteAsync("genops/tenants/" + name, Token);

        Assert.Equal(["tenant"], await AdminFixture.AssertProblemAsync(put, 400, "invalid_request"));
        await AdminFixture.AssertProblemAsync(get, 404, "not_found");
        await AdminFixture.AssertProblemAsync(delete, 404, "not_found");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_OverAMebibyte_IsTooLarge(bool hasLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "genops/tenants/" + fixture.NextName())
        {
            Content = new ByteArrayContent(new byte[(1024 * 1024) + 1]),
        };
        request.Headers.TransferEncodingChunked = !hasLength;

        using var response = await fixture.Admin.SendAsync(request, Token);

        await AdminFixture.AssertProblemAsync(response, 413, "request_too_large");
    }

    [Fact]
    public async Task Delete_Tenant_IsGoneForGood()
    {
        var tenant = await fixture.CreateTenantAsync();

        using var stale = await DeleteAsync(tenant, "\"7\"");
        using var deleted = await DeleteAsync(tenant, "\"1\"");
        using var again = await DeleteAsync(tenant, ifMatch: null);
        using var get = await fixture.Admin.GetAsync("genops/tenants/" + tenant, Token);
        using var put = await fixture.PutAsync(tenant, "{}");

        await AdminFixture.AssertProblemAsync(stale, 412, "precondition_failed");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await AdminFixture.AssertProblemAsync(again, 404, "not_found");
        await AdminFixture.AssertProblemAsync(get, 404, "not_found");
        await AdminFixture.AssertProblemAsync(put, 409, "tenant_deleted");
    }

    [Fact]
    public async Task List_Pages_GiveEveryTenantOnce()
    {
        var made = new List<string> { await fixture.CreateTenantAsync(), await fixture.CreateTenantAsync(), await fixture.CreateTenantAsync() };

        var listed = new List<string>();
        var cursor = "";
        do
        {
            using var response = await fixture.Admin.GetAsync($"genops/tenants?limit=2&cursor={cursor}", Token);
            var page = await AdminFixture.ReadAsync(response);
            listed.AddRange(page.GetProperty("data").EnumerateArray().Select(tenant => tenant.GetProperty("tenant").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.All(made, tenant => Assert.Single(listed, tenant));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=A/B", "cursor")]
    public async Task List_FaultyQuery_IsInvalid(string query, string path)
    {
        using var response = await fixture.Admin.GetAsync("genops/tenants?" + query, Token);

        Assert.Equal([path], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    private async Task<HttpResponseMessage> DeleteAsync(string tenant, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "genops/tenants/" + tenant);
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        }

        return await fixture.Admin.SendAsync(request, Token);
    }
}
