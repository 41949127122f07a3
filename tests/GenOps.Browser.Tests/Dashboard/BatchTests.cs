using System.Text.RegularExpressions;
using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>Batches that run, wait and end.</summary>
public sealed partial class BatchTests(BrowserApp app)
{
    [Fact]
    public async Task Batch_WhileItRuns_ShowsItsProgressUpToTheEnd()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        var batch = await tenant.StartBatchAsync(20, "hello [[sim:latency=400]]", new { chunk_size = 2, max_concurrency = 1 });
        var item = tab["#batches li"].Filter(new() { HasText = batch });

        await tab.RefreshUntilAsync(item, Running());
        await tab.RefreshUntilAsync(item, Completed());

        var spent = (await tenant.GetAsync($"v1/batches/{batch}")).GetProperty("genops").GetProperty("cost_usd").GetString();
        await Expect(item).ToContainTextAsync($"{Amount.Shown(spent)} spent");
        await Expect(item.GetByRole(Microsoft.Playwright.AriaRole.Progressbar)).ToHaveAttributeAsync("aria-label", $"Progress of {batch}");
    }

    [Fact]
    public async Task Batch_WithoutMoney_SaysWhatItWaitsFor()
    {
        var tenant = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 30_000 });
        var batch = await tenant.StartBatchAsync(8, "hello", new { chunk_size = 2 });
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);

        await tab.RefreshUntilAsync(tab["#batches li"].Filter(new() { HasText = batch }), Waiting());
        await tab.ScreenshotAsync("batch-waits");
    }

    [GeneratedRegex("in progress · ([1-9]|1[0-9]) of 20")]
    private static partial Regex Running();

    [GeneratedRegex(@"completed · 20 of 20 \(100\.0 %\)")]
    private static partial Regex Completed();

    [GeneratedRegex("waits for budget until 2")]
    private static partial Regex Waiting();
}
