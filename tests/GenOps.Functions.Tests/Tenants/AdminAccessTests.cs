using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Tenants;

/// <summary>Who may use the administrative routes.</summary>
public sealed class AdminAccessTests(AdminFixture fixture) : IClassFixture<AdminFixture>
{
    public static TheoryData<string, string> Routes => new()
    {
        { "PUT", "genops/tenants/acme" },
        { "GET", "genops/tenants/acme" },
        { "DELETE", "genops/tenants/acme" },
        { "GET", "genops/tenants" },
        { "POST", "genops/tenants/acme/keys" },
        { "GET", "genops/tenants/acme/keys" },
        { "GET", "genops/tenants/acme/keys/0123456789abcdefghjk" },
        { "DELETE", "genops/tenants/acme/keys/0123456789abcdefghjk" },
        { "GET", "genops/audit" },
        { "GET", "genops/diagnostics" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AnyRoute_WithoutTheAdminKey_IsUnauthorized(string method, string route)
    {
        foreach (var client in new[] { fixture.Anonymous, fixture.Foreign })
        {
            using var response = await client.SendAsync(Request(method, route), TestContext.Current.CancellationToken);

            await AdminFixture.AssertProblemAsync(response, 401, "invalid_api_key");
        }
    }

    [Fact]
    public async Task AnyRoute_TwoKeysThatDiffer_IsUnauthorized()
    {
        using var request = Request("GET", "genops/tenants");
        request.Headers.Add("x-api-key", "another");

        using var response = await fixture.Admin.SendAsync(request, TestContext.Current.CancellationToken);

        await AdminFixture.AssertProblemAsync(response, 401, "invalid_api_key");
    }

    [Fact]
    public async Task AnyRoute_NoAdminKeyConfigured_IsDisabled()
    {
        await using var app = await AppHost.StartAsync(null, "GENOPS_ADMIN_KEY=");
        using var anonymous = app.Client();
        using var guessing = app.Client("admin");
        foreach (var route in Routes)
        {
            foreach (var client in new[] { anonymous, guessing })
            {
                using var response = await client.SendAsync(Request(route.Data.Item1, route.Data.Item2), TestContext.Current.CancellationToken);

                await AdminFixture.AssertProblemAsync(response, 403, "admin_disabled");
            }
        }
    }

    [Fact]
    public async Task AdminKey_OnATenantsRoute_OpensNothing()
    {
        using var response = await fixture.Admin.GetAsync("v1/models", TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
    }

    private static HttpRequestMessage Request(string method, string route) => new(new HttpMethod(method), route)
    {
        Content = method is "PUT" or "POST" ? AdminFixture.Json("{}") : null,
    };
}
