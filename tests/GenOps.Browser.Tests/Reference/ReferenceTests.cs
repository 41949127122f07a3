using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Reference;

/// <summary>The routes for people to read.</summary>
public sealed class ReferenceTests(BrowserApp app)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Reference_AnyWidth_ListsEveryOperationOfTheDescription(int width)
    {
        using var client = app.Stranger();
        var description = await client.GetFromJsonAsync<JsonElement>("openapi.json", TestContext.Current.CancellationToken);
        var routes = description.GetProperty("paths").EnumerateObject().SelectMany(
            static path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).Order(StringComparer.Ordinal).ToList();
        await using var tab = await app.OpenAsync("reference", width);

        await Expect(tab["#found"]).ToHaveTextAsync($"{routes.Count} routes");
        Assert.Equal(routes, (await tab["#index li"].AllTextContentsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(
            routes,
            (await tab["article h3"].AllTextContentsAsync()).Select(static text => text.Insert(text.IndexOf('/', StringComparison.Ordinal), " ")).Order(StringComparer.Ordinal));
        await tab.AssertNoSidewaysScrollAsync();
        Assert.Empty(tab.Complaints);
        await tab.ScreenshotAsync($"reference-{width}");
    }

    [Fact]
    public async Task Search_Words_LeavesTheRoutesThatHaveThemAll()
    {
        await using var tab = await app.OpenAsync("reference");
        await Expect(tab["#found"]).ToContainTextAsync("routes");

        await tab.Page.GetByLabel("Search routes, fields and errors").FillAsync("budget_exceeded embeddings");
        await Expect(tab["article:visible"]).Not.ToHaveCountAsync(0);
        await Expect(tab["#embedding"]).ToBeVisibleAsync();
        await Expect(tab["#getSummary"]).ToBeHiddenAsync();
        await tab.Page.GetByLabel("Search routes, fields and errors").FillAsync("no such word");
        await Expect(tab["article:visible"]).ToHaveCountAsync(0);
        await Expect(tab["#found"]).ToContainTextAsync("0 of ");
    }

    [Fact]
    public async Task Operation_NamedInTheAddress_IsInView()
    {
        await using var tab = await app.OpenAsync("reference#putTenant");

        await Expect(tab["#putTenant h3"]).ToBeInViewportAsync();
        await Expect(tab["#putTenant"]).ToContainTextAsync("daily_limit_usd");
        await Expect(tab["#putTenant"]).ToContainTextAsync("one of advisory, enforced, strict");
        await Expect(tab["#putTenant"]).ToContainTextAsync("Needs the administrator's key");
        await tab.ScreenshotAsync("reference-operation");
    }

    [Fact]
    public async Task Reference_DescriptionIsMissing_SaysSo()
    {
        await using var tab = await app.OpenAsync("healthz");
        await tab.Page.RouteAsync("**/openapi.json", static route => route.FulfillAsync(new() { Status = 503 }));

        await tab.Page.GotoAsync("reference");

        await Expect(tab["#failure"]).ToContainTextAsync("503");
    }
}
