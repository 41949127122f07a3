using System.Text.Json;
using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using GenOps.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Accessibility;

/// <summary>The rules of axe-core find nothing serious.</summary>
public sealed class AxeTests(BrowserApp app)
{
    private const string OpenAll = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })";

    private const string Run = "async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations"
        + ".filter(one => ['serious', 'critical'].includes(one.impact)).map(one => ({ id: one.id, nodes: one.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary) })))";

    [Fact]
    public async Task SignIn_HasNoSeriousFinding()
    {
        await using var tab = await app.OpenAsync("dashboard");
        await Expect(tab["#key"]).ToBeFocusedAsync();

        Assert.Equal("[]", await FindingsAsync(tab));
    }

    // Every kind of thing that the page is made of stands in these few routes; all fifty take the rules many times as long.
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Reference_HasNoSeriousFinding(ColorScheme theme)
    {
        await using var tab = await app.OpenAsync("reference", theme: theme);
        await tab.Page.GetByLabel("Search routes, fields and errors").FillAsync("text/event-stream");
        await Expect(tab["article:visible"]).Not.ToHaveCountAsync(0);
        await tab.Page.EvaluateAsync(OpenAll);

        Assert.Equal("[]", await FindingsAsync(tab));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Dashboard_Filled_HasNoSeriousFinding(ColorScheme theme)
    {
        var tenant = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 15_000 });
        await tenant.ChatAsync(1, ("x-genops-team", "search"));
        await tenant.StartBatchAsync(3, "hello", new { chunk_size = 1 });
        await using var tab = await app.OpenAsync("dashboard", theme: theme);
        await tab.SignInAsync(tenant);
        await Expect(tab["#ledger-page"]).ToContainTextAsync("Page 1");
        await tab.Page.EvaluateAsync(OpenAll);

        Assert.Equal("[]", await FindingsAsync(tab));
    }

    [Fact]
    public async Task Page_ThatIsNotAccessible_IsFound()
    {
        await using var tab = await app.OpenAsync("dashboard");

        await tab.Page.EvaluateAsync("() => document.querySelector('label').remove()");

        Assert.Contains("\"id\":\"label\"", await FindingsAsync(tab), StringComparison.Ordinal);
    }

    private static async Task<string> FindingsAsync(Tab tab)
    {
        await NpmFolder.InstallAsync(NpmPackages.Folder, TestContext.Current.CancellationToken);
        await tab.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(NpmPackages.Folder, "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken));
        return JsonDocument.Parse(await tab.Page.EvaluateAsync<string>(Run)).RootElement.GetRawText();
    }
}
