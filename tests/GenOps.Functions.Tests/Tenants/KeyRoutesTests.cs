using System.Net;
using System.Text.Json;

namespace GenOps.Functions.Tests.Tenants;

public sealed class KeyRoutesTests(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task Create_WithoutPins_GivesAKeyThatOpensTheTenant(string body)
    {
        var tenant = await fixture.CreateTenantAsync();

        using var response = await CreateAsync(tenant, body);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var created = await AdminFixture.ReadAsync(response);
        Assert.Equal($"/genops/tenants/{tenant}/keys/{created.GetProperty("id").GetString()}", response.Headers.Location!.OriginalString);
        using var client = fixture.ClientOf(created.GetProperty("key").GetString()!);
        using var models = await client.GetAsync("v1/models", Token);
        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
    }

    [Fact]
    public async Task Create_SameIdempotencyKey_MakesOneKey()
    {
        var tenant = await fixture.CreateTenantAsync();
        using var first = await CreateAsync(tenant, "{}", "retry-1");
        using var second = await CreateAsync(tenant, "{}", "retry-1");
        using var tooLong = await CreateAsync(tenant, "{}", new string('x', 256));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        await AdminFixture.AssertProblemAsync(second, 409, "key_already_created");
        Assert.Equal(["Idempotency-Key"], await AdminFixture.AssertProblemAsync(tooLong, 400, "invalid_request"));
    }

    [Fact]
    public async Task Get_Key_ShowsAllButItsSecret()
    {
        var tenant = await fixture.CreateTenantAsync();
        var created = await CreatedAsync(tenant, """{"name": "CI", "team": "search", "project": "ranker", "expires_at": "2999-01-01T00:00:00Z"}""");

        using var response = await fixture.Admin.GetAsync($"genops/tenants/{tenant}/keys/{created.GetProperty("id").GetString()}", Token);

        var key = await AdminFixture.ReadAsync(response);
        Assert.Equal(
            ["id", "tenant", "name", "team", "project", "created_at", "expires_at", "revoked_at"],
            key.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("CI", "search", "ranker", "2999-01-01T00:00:00Z"),
            (key.GetProperty("name").GetString(), key.GetProperty("team").GetString(), key.GetProperty("project").GetString(), key.GetProperty("expires_at").GetString()));
    }

    [Fact]
    public async Task Delete_Key_RevokesItAndUnlistsIt()
    {
        var tenant = await fixture.CreateTenantAsync();
        var id = (await CreatedAsync(tenant, "{}")).GetProperty("id").GetString();
        var kept = (await CreatedAsync(tenant, "{}")).GetProperty("id").GetString();

        using var first = await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}/keys/{id}", Token);
        using var second = await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}/keys/{id}", Token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        using var get = await fixture.Admin.GetAsync($"genops/tenants/{tenant}/keys/{id}", Token);
        Assert.Equal(JsonValueKind.String, (await AdminFixture.ReadAsync(get)).GetProperty("revoked_at").ValueKind);
        using var list = await fixture.Admin.GetAsync($"genops/tenants/{tenant}/keys", Token);
        Assert.Equal(kept, Assert.Single((await AdminFixture.ReadAsync(list)).GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"tenant": "x"}""", "$.tenant")]
    [InlineData("""{"expires_at": "2020-01-01T00:00:00Z"}""", "$.expires_at")]
    [InlineData("""{"project": "ranker"}""", "$.project")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    public async Task Create_FaultyBody_IsInvalid(string body, string path)
    {
        var tenant = await fixture.CreateTenantAsync();

        using var response = await CreateAsync(tenant, body);

        Assert.Equal([path], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    [Fact]
    public async Task Create_OverAMebibyte_IsTooLarge()
    {
        using var response = await CreateAsync(await fixture.CreateTenantAsync(), new string(' ', 1024 * 1024 + 1));

        await AdminFixture.AssertProblemAsync(response, 413, "request_too_large");
    }

    [Fact]
    public async Task AnyRoute_UnknownTenantOrForeignKey_IsNotFound()
    {
        var tenant = await fixture.CreateTenantAsync();
        var other = await fixture.CreateTenantAsync();
        var id = (await CreatedAsync(other, "{}")).GetProperty("id").GetString();

        var answers = new[]
        {
            await CreateAsync("nobody", "{}"),
            await fixture.Admin.GetAsync("genops/tenants/nobody/keys", Token),
            await fixture.Admin.GetAsync("genops/tenants/Not-A-Name/keys", Token),
            await fixture.Admin.GetAsync($"genops/tenants/{tenant}/keys/{id}", Token),
            await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}/keys/{id}", Token),
            await fixture.Admin.GetAsync($"genops/tenants/{tenant}/keys/short", Token),
            await fixture.Admin.DeleteAsync($"genops/tenants/{tenant}/keys/0123456789abcdefghjk", Token),
        };

        foreach (var answer in answers)
        {
            await AdminFixture.AssertProblemAsync(answer, 404, "not_found");
            answer.Dispose();
        }
    }

    [Theory]
    [InlineData("limit=-1", "limit")]
    [InlineData("cursor=acme", "cursor")]
    public async Task List_FaultyQuery_IsInvalid(string query, string path)
    {
        using var response = await fixture.Admin.GetAsync($"genops/tenants/{await fixture.CreateTenantAsync()}/keys?{query}", Token);

        Assert.Equal([path], await AdminFixture.AssertProblemAsync(response, 400, "invalid_request"));
    }

    private async Task<HttpResponseMessage> CreateAsync(string tenant, string body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"genops/tenants/{tenant}/keys") { Content = AdminFixture.Json(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await fixture.Admin.SendAsync(request, Token);
    }

    private async Task<JsonElement> CreatedAsync(string tenant, string body)
    {
        using var response = await CreateAsync(tenant, body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await AdminFixture.ReadAsync(response);
    }
}
