using GenOps.Browser.Tests.Support;
using GenOps.Core.Tenants;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>Phones, themes and keyboards.</summary>
public sealed class LayoutTests(BrowserApp app)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Dashboard_AnyWidthAndTheme_FitsAndIsReadable(int width, ColorScheme theme)
    {
        var tenant = await app.TenantAsync(new TenantDocument
        {
            DailyLimitNanoUsd = 90_000,
            MonthlyLimitNanoUsd = 12_345_678_900_000,
            Teams = new Dictionary<string, TeamRules> { ["a-team-with-a-name-that-is-as-long-as-a-name-may-be-which-is-63"] = new() { DailyLimitNanoUsd = 30_000_000 } },
        });
        await tenant.ChatAsync(3, ("x-genops-team", "a-team-with-a-name-that-is-as-long-as-a-name-may-be-which-is-63"), ("x-genops-project", "ranker"));
        await tenant.ChatAsync(2, ("x-genops-team", "ads"));
        await tenant.StartBatchAsync(3, "hello", new { chunk_size = 1 });
        await using var tab = await app.OpenAsync("dashboard", width, theme);
        await tab.AssertNoSidewaysScrollAsync();

        await tab.SignInAsync(tenant);
        await Expect(tab["#ledger-page"]).ToContainTextAsync("Page 1");
        await Expect(tab["#spend-days canvas"]).ToBeVisibleAsync();

        await tab.AssertNoSidewaysScrollAsync();
        var isDark = await tab.Page.EvaluateAsync<bool>("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(part => part < 60)");
        Assert.Equal(theme is ColorScheme.Dark, isDark);
        Assert.Empty(tab.Complaints);
        await tab.ScreenshotAsync($"dashboard-{width}-{theme}".ToLowerInvariant(), isWhole: true);
    }

    [Fact]
    public async Task Keyboard_Alone_SignsInAndReachesEverything()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(1);
        await using var tab = await app.OpenAsync("dashboard");
        var keys = tab.Page.Keyboard;

        await Expect(tab["#key"]).ToBeFocusedAsync();
        await keys.TypeAsync(tenant.Key);
        await keys.PressAsync("Enter");
        await Expect(tab["#ledger-page"]).ToContainTextAsync("Page 1");
        var reached = new HashSet<string>(StringComparer.Ordinal);
        await tab.Page.EvaluateAsync("() => document.querySelector('.skip').focus()");
        for (var step = 0; step < 60; step++)
        {
            var focused = await tab.Page.EvaluateAsync<string[]>(
                "() => { const one = document.activeElement; const isSeen = one === document.body || getComputedStyle(one).outlineStyle !== 'none';"
                + " return [one.id || one.getAttribute('aria-label') || one.textContent.trim(), isSeen ? 'seen' : one.outerHTML]; }");
            reached.Add(focused[0]);
            Assert.Equal("seen", focused[1]);
            await keys.PressAsync("Tab");
        }

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "Skip to content", "API reference", "refresh", "pause", "sign-out", "Ledger", "from", "to", "csv", "Spend by day as a table", "Spend by team", "ledger-day", "Entries in the order of time",
            },
            reached);
    }

    [Fact]
    public async Task Refresh_WhileAnElementIsFocused_LeavesItFocused()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(1);
        await using var tab = await app.OpenAsync("dashboard", stopsClock: true);
        await tab.SignInAsync(tenant);
        await tab["#spend-days summary"].ClickAsync();
        var day = tab["#spend-days td button"].First;
        await day.FocusAsync();

        await tenant.ChatAsync(1);
        await tab.Page.Clock.RunForAsync(20_000);

        await Expect(tab["#spend-days details tbody td"].Nth(2)).ToHaveTextAsync("2");
        await Expect(day).ToBeFocusedAsync();
        await Expect(day).ToBeVisibleAsync();
    }
}
