using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>Burn-down, latencies and sessions.</summary>
public sealed class SectionTests(BrowserApp app)
{
    [Fact]
    public async Task BurnDown_ReachedAtThisPace_SaysWhenAndListsWhatIsLeft()
    {
        var tenant = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 2_000_000_000, MonthlyLimitNanoUsd = 9_000_000_000 });
        var summary = JsonNode.Parse((await tenant.GetAsync("genops/summary")).GetRawText())!;
        summary["daily_costs_usd"] = "0.500000000";
        summary["monthly_costs_usd"] = "3.000000000";
        summary["projected_exhaustion_at"] = "2026-11-28T21:30:00Z";
        await using var tab = await app.OpenAsync("dashboard");
        await tab.Page.RouteAsync("**/genops/summary", route => route.FulfillAsync(new() { ContentType = "application/json", Body = summary.ToJsonString() }));

        await tab.SignInAsync(tenant);

        await Expect(tab["#burn-text"]).ToContainTextAsync("reached at 2026-11-28 21:30:00");
        await Expect(tab["#burn-day details tbody tr"].First).ToContainTextAsync("$1.5");
        await Expect(tab["#burn-day details tbody tr"].Last).ToContainTextAsync("$2");
        await Expect(tab["#burn-month details tbody tr"].First).ToContainTextAsync("$6");
        await Expect(tab["#burn-day canvas"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task BurnDown_WithoutLimits_SaysSoAndDrawsNothing()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        await Expect(tab["#burn-day"]).ToContainTextAsync("No limit is set.");
        await Expect(tab["#burn-day canvas"]).ToHaveCountAsync(0);
        await Expect(tab["#budgets"]).ToContainTextAsync("No limit is set");
    }

    [Fact]
    public async Task Latency_AfterTraffic_IsTheModels()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(3);
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        var model = (await tenant.GetAsync("genops/models")).GetProperty("data").EnumerateArray().Single(static one => one.GetProperty("model").GetString() == PageTenant.Model);
        string[] expected = [PageTenant.Model, .. model.GetProperty("latency_ms").EnumerateObject().Select(static percentile => $"{percentile.Value.GetDouble():0.#} ms")];
        await Expect(tab["#live-latency tbody td"]).ToHaveTextAsync(expected);
        await Expect(tab["#live-rate canvas"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sessions_OneActive_IsListedWithItsSums()
    {
        var tenant = await app.TenantAsync();
        using var started = await tenant.Client.PostAsync(new Uri("genops/sessions", UriKind.Relative), JsonContent.Create(new { name = "nightly" }), TestContext.Current.CancellationToken);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetString()!;
        await tenant.ChatAsync(2, ("x-genops-session-id", id));
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        var session = await tenant.GetAsync($"genops/sessions/{id}");
        var row = tab.Row("#sessions", "nightly").Locator("td");
        await Expect(row.Nth(1)).ToHaveTextAsync("2");
        await Expect(row.Nth(4)).ToHaveTextAsync(Amount.Shown(session.GetProperty("cost_usd").GetString()));
    }
}
