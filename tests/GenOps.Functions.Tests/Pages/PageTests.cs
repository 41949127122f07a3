using System.Text.Json;
using System.Text.RegularExpressions;
using GenOps.Functions.Tests.Isolation;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Pages;

/// <summary>The description of the routes and the page for people.</summary>
public sealed partial class PageTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    [Fact]
    public async Task OpenApi_Routes_AreThoseOfTheAppWithTheKeysThatOpenThem()
    {
        var document = await GetAsync();

        var described = Operations(document).Select(static operation => operation.Route).Order(StringComparer.Ordinal);
        var served = Route.All.Where(static route => !route.EndsWith("{*path}", StringComparison.Ordinal))
            .Select(static route => route.Replace("{*", "{", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(served, described);
        Assert.All(Operations(document), static operation => Assert.Equal(
            Attacks.All[operation.Route.Replace("{model}", "{*model}", StringComparison.Ordinal).Replace("{file}", "{*file}", StringComparison.Ordinal)].Access switch
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
        Assert.All(Operations(document), operation =>
        {
            var named = operation.Json.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Select(one => Resolve(document, one)).Where(static one => one.TryGetProperty("in", out var place) && place.GetString() == "path")
                    .Select(static one => one.GetProperty("name").GetString()!)
                : [];
            Assert.Equal(InPath().Matches(operation.Route).Select(static match => match.Groups[1].Value), named);
        });
        Assert.True(References().Count(document.GetRawText()) > 100);
        foreach (Match reference in References().Matches(document.GetRawText()))
        {
            Assert.Equal(JsonValueKind.Object, Find(document, reference.Groups[1].Value).ValueKind);
        }
    }

    [Theory]
    [InlineData("dashboard", "text/html")]
    [InlineData("reference", "text/html")]
    [InlineData("openapi.json", "application/json")]
    [InlineData("assets/dashboard/main.js", "text/javascript")]
    [InlineData("assets/shared/base.css", "text/css")]
    [InlineData("assets/shared/icon.svg", "image/svg+xml")]
    [InlineData("assets/vendor/uplot/LICENSE", "text/plain")]
    public async Task Page_NoKey_MayLoadAndCallNothingElse(string path, string type)
    {
        using var client = app.Stranger();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Page_AskedAgainWithItsTag_IsNotSentAgain()
    {
        using var client = app.Stranger();
        using var first = await client.GetAsync(new Uri("assets/dashboard/main.js", UriKind.Relative), TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await client.GetAsync(new Uri("assets/dashboard/main.js", UriKind.Relative), TestContext.Current.CancellationToken);
        using var other = await client.GetAsync(new Uri("assets/dashboard/api.js", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((304, 200), ((int)again.StatusCode, (int)other.StatusCode));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("assets/nothing.js")]
    [InlineData("assets/")]
    [InlineData("assets/dashboard")]
    [InlineData("assets/openapi/common.json")]
    [InlineData("assets/%2e%2e/dashboard.html")]
    public async Task Asset_Unknown_IsNotFound(string path)
    {
        using var client = app.Stranger();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void Sources_OfThePages_SetTextAloneAndNameNoOtherService()
    {
        var own = Directory.EnumerateFiles(RepositoryRoot.Combine("src", "GenOps.Functions", "Pages"), "*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".js" or ".html" or ".css" && !file.Contains("vendor", StringComparison.Ordinal)).ToList();

        Assert.True(own.Count > 20);
        Assert.All(own, static file => Assert.DoesNotMatch(Forbidden(), File.ReadAllText(file)));
    }

    private static JsonElement Resolve(JsonElement document, JsonElement json) =>
        json.TryGetProperty("$ref", out var reference) ? Find(document, reference.GetString()![2..]) : json;

    private static JsonElement Find(JsonElement document, string path) => path.Split('/').Aggregate(document, static (json, name) => json.GetProperty(name));

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

    [GeneratedRegex("\"\\$ref\":\"#/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacent|document\\.write|eval\\(|localStorage|sessionStorage|cookie =|https?:|style=\"|javascript:")]
    private static partial Regex Forbidden();
}
