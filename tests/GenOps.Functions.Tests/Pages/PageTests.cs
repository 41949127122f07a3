using System.Text.Json;
using System.Text.RegularExpressions;
using GenOps.Functions.Tests.Isolation;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Pages;

/// <summary>The description of the routes and the page for people.</summary>
public sealed partial class PageTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    [Fact]
    public async Task OpenApi_Routes_AreThoseOfTheAppWithTheKeysThatOpenThem()
    {
        var document = await GetAsync();

        var described = Operations(document).Select(static operation => operation.Route).Order(StringComparer.Ordinal);
        var served = Route.All.Where(static route => route != "GET dashboard.js" && !route.EndsWith("{*path}", StringComparison.Ordinal))
            .Select(static route => route.Replace("{*", "{", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(served, described);
        Assert.All(Operations(document), static operation => Assert.Equal(
            Attacks.All[operation.Route.Replace("{model}", "{*model}", StringComparison.Ordinal)].Access switch
            {
                Access.Tenant => "tenantKey",
                Access.Administrator => "adminKey",
                _ => null,
            },
            operation.Json.GetProperty("security").EnumerateArray().Select(static key => key.EnumerateObject().Single().Name).SingleOrDefault()));
    }

    [Fact]
    public async Task OpenApi_Operations_NameTheirParametersOnceAndReferToWhatIsThere()
    {
        var document = await GetAsync();

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Distinct(Operations(document).Select(static operation => operation.Json.GetProperty("operationId").GetString()));
        Assert.All(Operations(document), static operation =>
        {
            var named = operation.Json.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(static one => one.TryGetProperty("in", out var place) && place.GetString() == "path")
                    .Select(static one => one.GetProperty("name").GetString()!)
                : [];
            Assert.Equal(InPath().Matches(operation.Route).Select(static match => match.Groups[1].Value), named);
        });
        foreach (Match reference in References().Matches(document.GetRawText()))
        {
            var target = reference.Groups[1].Value.Split('/').Aggregate(document, static (json, name) => json.GetProperty(name));
            Assert.Equal(JsonValueKind.Object, target.ValueKind);
        }
    }

    [Theory]
    [InlineData("dashboard", "text/html")]
    [InlineData("dashboard.js", "text/javascript")]
    public async Task Dashboard_NoKey_IsAPageThatMayLoadAndCallNothingElse(string path, string type)
    {
        using var client = app.Stranger();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("default-src 'none'; script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_EveryAddressThatItsScriptAsks_AnswersATenantsKey()
    {
        var (_, client) = await app.TenantAsync();
        var script = await client.GetStringAsync(new Uri("dashboard.js", UriKind.Relative), TestContext.Current.CancellationToken);

        var asked = Asked().Matches(script).Select(static match => match.Groups[1].Value).ToList();

        Assert.Equal(5, asked.Count);
        foreach (var path in asked)
        {
            await GovernanceApp.GetAsync(client, path);
        }
    }

    private async Task<JsonElement> GetAsync()
    {
        using var client = app.Stranger();
        return await GovernanceApp.GetAsync(client, "openapi.json");
    }

    private static IEnumerable<(string Route, JsonElement Json)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name[1..]}", operation.Value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();

    [GeneratedRegex("\"\\$ref\": \"#/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("get\\(\"([^\"]+)\"\\)")]
    private static partial Regex Asked();
}
