using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>The page with the administrator's key.</summary>
public sealed class AdministratorTests(BrowserApp app)
{
    [Fact]
    public async Task Tenants_OneChosen_ShowsItsSpendAndLedgerAndNothingThatTheKeyDoesNotOpen()
    {
        // Its name is the first of all, so that it is on the first page whatever other tests make.
        var tenant = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 20_000, Alerts = new AlertRules { ThresholdsPpm = [250_000] } }, "0-first");
        await tenant.ChatAsync(1, ("x-genops-team", "search"));
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(BrowserApp.AdminKey);
        var row = tab.Row("#tenants-table", tenant.Name);
        var spent = Amount.Shown((await tenant.GetAsync("genops/summary")).GetProperty("daily_costs_usd").GetString());
        await Expect(row).ToContainTextAsync(spent);
        await tab.ScreenshotAsync("tenants");
        await tab.Button(tenant.Name).ClickAsync();

        await Expect(tab["#whose"]).ToHaveTextAsync($"Tenant {tenant.Name}");
        await Expect(tab.Fact("Spent today")).ToHaveTextAsync(spent);
        await Expect(tab.Row("#spend-team", "search")).ToContainTextAsync(spent);
        await Expect(tab["#alerts"]).ToContainTextAsync("passed 25.0 % of $0.00002");
        await Expect(tab["#ledger-table tbody tr"]).ToHaveCountAsync(1);
        foreach (var closed in (string[])["#budgets", "#batches", "#sessions", "#live-latency"])
        {
            await Expect(tab[closed]).ToBeHiddenAsync();
        }

        Assert.Empty(tab.Complaints);
        await tab.ScreenshotAsync("tenant-of-administrator", isWhole: true);
    }

    [Fact]
    public async Task Tenant_ChosenAfterAnotherAndNotAnswered_ShowsNothingOfTheOther()
    {
        var (first, second) = (await app.TenantAsync(name: "0-one"), await app.TenantAsync(name: "0-two"));
        await first.ChatAsync(1);
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(BrowserApp.AdminKey);
        await tab.Button(first.Name).ClickAsync();
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("1");
        await Expect(tab["#ledger-table tbody tr"]).ToHaveCountAsync(1);

        await tab.Page.RouteAsync($"**/genops/tenants/{second.Name}/**", static route => route.FulfillAsync(new() { Status = 503, Body = "{}" }));
        await tab.Button(second.Name).ClickAsync();

        await Expect(tab["#whose"]).ToBeFocusedAsync();
        await Expect(tab["#whose"]).ToHaveTextAsync($"Tenant {second.Name}");
        await Expect(tab["#notice"]).ToContainTextAsync("503");
        await Expect(tab.Fact("Calls today")).ToBeEmptyAsync();
        await Expect(tab["#ledger-table tbody tr"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tenants_WhileTrafficRuns_AreRefreshedByThemselves()
    {
        var tenant = await app.TenantAsync(name: "0-busy");
        await using var tab = await app.OpenAsync("dashboard", stopsClock: true);
        await tab.SignInAsync(BrowserApp.AdminKey);
        await Expect(tab.Row("#tenants-table", tenant.Name)).ToContainTextAsync("$0.00");

        await tenant.ChatAsync(1);
        await tab.Page.Clock.RunForAsync(20_000);

        await Expect(tab.Row("#tenants-table", tenant.Name)).ToContainTextAsync("$0.0000075");
    }

    [Fact]
    public async Task Tenants_MoreThanAPage_GoForthAndBack()
    {
        for (var tenant = 0; tenant < 21; tenant++)
        {
            await app.TenantAsync(name: $"a-page-{tenant}");
        }

        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(BrowserApp.AdminKey);
        await Expect(tab["#tenants-table tbody tr"]).ToHaveCountAsync(20);
        var first = await tab["#tenants-table tbody tr td"].First.TextContentAsync();

        await tab.Button("Next tenants").ClickAsync();
        await Expect(tab["#tenants-table tbody tr td"].First).Not.ToHaveTextAsync(first!);
        await tab.Button("Previous tenants").ClickAsync();
        await Expect(tab["#tenants-table tbody tr td"].First).ToHaveTextAsync(first!);
        await Expect(tab.Button("Previous tenants")).ToBeDisabledAsync();
    }
}
