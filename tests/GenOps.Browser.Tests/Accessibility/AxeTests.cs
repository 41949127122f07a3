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
    private const string Run = "async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations"
        + ".filter(one => ['serious', 'critical'].includes(one.impact)).map(one => ({ id: one.id, nodes: one.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary) })))";

    [Theory]
    [InlineData("dashboard")]
    [InlineData("reference")]
    public async Task Page_WithoutAKey_HasNoSeriousFinding(string path)
    {
        await using var tab = await app.OpenAsync(path);
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

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
        foreach (var details in await tab["summary:visible"].AllAsync())
        {
            await details.ClickAsync();
        }

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
