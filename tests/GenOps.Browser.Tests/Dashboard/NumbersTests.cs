using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>What the page draws is what the API says.</summary>
public sealed class NumbersTests(BrowserApp app)
{
    private static readonly TenantDocument Limited = new()
    {
        DailyLimitNanoUsd = 50_000,
        MonthlyLimitNanoUsd = 2_000_000_000_000,
        Teams = new Dictionary<string, TeamRules> { ["search"] = new() { DailyLimitNanoUsd = 30_000_000 } },
    };

    [Fact]
    public async Task Facts_AfterTraffic_AreTheSummarys()
    {
        var tenant = await app.TenantAsync(Limited);
        await tenant.ChatAsync(3);
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        var summary = await tenant.GetAsync("genops/summary");
        Assert.Equal(3, summary.GetProperty("operations_count").GetInt32());
        await Expect(tab.Fact("Spent today")).ToHaveTextAsync(Amount.Shown(summary.GetProperty("daily_costs_usd").GetString()));
        await Expect(tab.Fact("Spent this month")).ToHaveTextAsync(Amount.Shown(summary.GetProperty("monthly_costs_usd").GetString()));
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("3");
        await Expect(tab.Fact("Refused today")).ToHaveTextAsync("0");
        await Expect(tab.Fact("Policy")).ToHaveTextAsync(summary.GetProperty("governance_policy").GetString()!);
        await tab.ScreenshotAsync("facts");
    }

    [Fact]
    public async Task Budgets_ScopesWithLimits_AreTheApisTheTightestFirst()
    {
        var tenant = await app.TenantAsync(Limited);
        await tenant.ChatAsync(2, ("x-genops-team", "search"));
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        var scopes = (await tenant.GetAsync("genops/budget")).GetProperty("scopes").EnumerateArray().Where(static scope => scope.GetProperty("limit_usd").GetString() is not null).ToList();
        var items = tab["#budgets li"];
        await Expect(items).ToHaveCountAsync(scopes.Count);
        await Expect(items.First).ToContainTextAsync("tenant · day");
        foreach (var scope in scopes)
        {
            var kind = scope.GetProperty("window").GetString()!.Length == 7 ? "month" : "day";
            await Expect(items.Filter(new() { HasText = $"{scope.GetProperty("scope")} · {kind}" })).ToContainTextAsync(
                $"{Amount.Shown(scope.GetProperty("spent_usd").GetString())} of {Amount.Shown(scope.GetProperty("limit_usd").GetString())}");
        }
    }

    [Fact]
    public async Task Spend_ByTeamProjectModelAndDay_IsTheUsages()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(2, ("x-genops-team", "search"), ("x-genops-project", "ranker"));
        await tenant.ChatAsync(1, ("x-genops-team", "ads"));
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        foreach (var dimension in (string[])["team", "project", "model"])
        {
            var rows = (await tenant.GetAsync($"genops/usage?group_by={dimension}")).GetProperty("rows");
            await Expect(tab[$"#spend-{dimension} tbody tr"]).ToHaveCountAsync(rows.GetArrayLength());
            foreach (var row in rows.EnumerateArray())
            {
                var line = tab.Row($"#spend-{dimension}", row.GetProperty(dimension).GetString() ?? "(none)");
                await Expect(line.Locator("td").Nth(2)).ToHaveTextAsync(Amount.Shown(row.GetProperty("cost_usd").GetString()));
                await Expect(line.Locator("td").Nth(3)).ToHaveTextAsync($"{row.GetProperty("operations")}");
            }
        }

        var total = (await tenant.GetAsync("genops/usage")).GetProperty("totals").GetProperty("cost_usd").GetString();
        await tab["#spend-days summary"].ClickAsync();
        await Expect(tab["#spend-days details tbody td"].Nth(1)).ToHaveTextAsync(Amount.Shown(total));
        await Expect(tab["#spend-days canvas"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Refresh_WhileTrafficRuns_ShowsItByItselfAndNothingWhileHidden()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard", stopsClock: true);
        await tab.SignInAsync(tenant);
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("0");
        var asked = 0;
        tab.Page.Request += (_, request) => asked += request.Url.Contains("genops/", StringComparison.Ordinal) ? 1 : 0;

        await tenant.ChatAsync(2);
        await tab.Page.Clock.RunForAsync(5_000);
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("2");
        await tab.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }); document.dispatchEvent(new Event('visibilitychange')); }");
        await tab.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        asked = 0;
        await tab.Page.Clock.RunForAsync(60_000);
        Assert.Equal(0, asked);

        await tenant.ChatAsync(1);
        await tab.Page.EvaluateAsync("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }");
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task Pause_Pressed_AsksNoMoreUntilPressedAgain()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard", stopsClock: true);
        await tab.SignInAsync(tenant);

        await tab.Button("Pause").ClickAsync();
        await tenant.ChatAsync(1);
        await tab.Page.Clock.RunForAsync(60_000);
        await Expect(tab["#pause"]).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("0");

        await tab.Button("Pause").ClickAsync();
        await tab.Page.Clock.RunForAsync(5_000);
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task Alerts_ThresholdPassed_IsToldInWords()
    {
        var tenant = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 40_000 });
        await tenant.ChatAsync(3);
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        await Expect(tab["#alerts"]).ToContainTextAsync("passed 50.0 % of $0.00004");
        await Expect(tab["#alerts"]).Not.ToContainTextAsync("passed 80.0 %");
    }
}
