using System.Text.RegularExpressions;
using GenOps.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>What the page shows when it gets no answer, or one it must not hide.</summary>
public sealed partial class FaultTests(BrowserApp app)
{
    private const string Hostile = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    [Fact]
    public async Task Refresh_StorageIsGone_KeepsTheNumbersWithAStaleNoteUntilItIsBack()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(2);
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("2");

        app.SetReachable(tenant, false);
        await tab.Button("Refresh").ClickAsync();

        await Expect(tab["#notice"]).ToContainTextAsync("503:");
        await Expect(tab["#notice"]).ToContainTextAsync("stale");
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("2");
        await tab.ScreenshotAsync("stale");
        app.SetReachable(tenant, true);
        await tab.Button("Refresh").ClickAsync();
        await Expect(tab["#notice"]).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Refresh_Offline_SaysSoAndKeepsTheNumbers()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);

        await tab.Context.SetOfflineAsync(true);
        await tab.Button("Refresh").ClickAsync();

        await Expect(tab["#notice"]).ToContainTextAsync("offline");
        await Expect(tab.Fact("Calls today")).ToHaveTextAsync("0");
        await tab.Context.SetOfflineAsync(false);
        await tab.Button("Refresh").ClickAsync();
        await Expect(tab["#notice"]).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Refresh_KeyWasRevoked_SignsOutAndSaysWhy()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);

        using (var administrator = app.Administrator())
        using (var revoked = await administrator.DeleteAsync(new Uri($"genops/tenants/{tenant.Name}/keys/{tenant.Key.Split('-')[1]}", UriKind.Relative), TestContext.Current.CancellationToken))
        {
            revoked.EnsureSuccessStatusCode();
        }

        await tab.RefreshUntilAsync(tab["#key-error"], Unauthorized());
        await Expect(tab["#views"]).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Names_WithMarkup_AreShownAsText()
    {
        var tenant = await app.TenantAsync();
        using (var started = await tenant.Client.PostAsync(
            new Uri("genops/sessions", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { name = Hostile }), TestContext.Current.CancellationToken))
        {
            started.EnsureSuccessStatusCode();
        }

        await using var tab = await app.OpenAsync("dashboard");
        await tab.Page.RouteAsync("**/genops/usage?*group_by=team", static route => route.FulfillAsync(new() { ContentType = "application/json", Body = HostileUsage }));

        await tab.SignInAsync(tenant);

        await Expect(tab["#sessions td"].First).ToHaveTextAsync(Hostile);
        await Expect(tab["#spend-team td"].First).ToHaveTextAsync(Hostile);
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Equal(0, await tab["main img, main script"].CountAsync());
    }

    // A team's name could not be this; an older version's data might.
    private static string HostileUsage => System.Text.Json.JsonSerializer.Serialize(new
    {
        from = "2026-11-01",
        to = "2026-11-02",
        group_by = new[] { "team" },
        totals = Sums(null),
        rows = new[] { Sums(Hostile) },
    });

    private static Dictionary<string, object?> Sums(string? team) => new()
    {
        ["team"] = team, ["operations"] = 1, ["failures"] = 0, ["refusals"] = 0, ["input_tokens"] = 1, ["output_tokens"] = 1, ["cost_usd"] = "0.000000001",
    };

    [GeneratedRegex("401:")]
    private static partial Regex Unauthorized();
}
