using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using Microsoft.Playwright;

namespace GenOps.Browser.Tests;

public sealed class PictureTests(BrowserApp app)
{
    [Fact]
    public async Task Pictures()
    {
        var tenant = await app.TenantAsync(new TenantDocument
        {
            DailyLimitNanoUsd = 100_000, MonthlyLimitNanoUsd = 200_000_000,
            Teams = new Dictionary<string, TeamRules> { ["search"] = new() { DailyLimitNanoUsd = 40_000 }, ["ads"] = new() { DailyLimitNanoUsd = 5_000_000_000 } },
        });
        await tenant.ChatAsync(3, ("x-genops-team", "search"), ("x-genops-project", "ranker"));
        await tenant.ChatAsync(2, ("x-genops-team", "ads"));
        await tenant.StartBatchAsync(40, "hello [[sim:latency=200]]", new { chunk_size = 5, max_concurrency = 1 });
        foreach (var (name, width, theme) in new[] { ("desktop-light", 1280, ColorScheme.Light), ("desktop-dark", 1280, ColorScheme.Dark), ("phone-light", 360, ColorScheme.Light), ("phone-dark", 360, ColorScheme.Dark) })
        {
            await using var tab = await app.OpenAsync("dashboard", width, theme);
            await tab.ScreenshotAsync("signin-" + name);
            await tab.SignInAsync(tenant);
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
            await Assertions.Expect(tab["#ledger-page"]).ToContainTextAsync("Page 1");
            await tab.ScreenshotAsync("dashboard-" + name);
            await tab.Page.GotoAsync("reference");
            await Assertions.Expect(tab["#found"]).ToContainTextAsync("routes");
            await tab.ScreenshotAsync("reference-" + name);
            Assert.Empty(tab.Complaints);
        }
    }
}
