using System.Globalization;
using GenOps.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>From a day to its entries, and from the page to a file.</summary>
public sealed class LedgerTests(BrowserApp app)
{
    private static string Today => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Pages_MoreEntriesThanOne_GoForthAndBack()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(53);
        var entries = (await tenant.GetAsync($"genops/ledger/{Today}")).GetProperty("data").EnumerateArray().Select(static entry => entry.GetProperty("request_id").GetString()!).ToList();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        var ids = tab["#ledger-table tbody tr td:last-child"];

        await Expect(ids).ToHaveTextAsync(entries[..50]);
        await Expect(tab.Button("Previous page")).ToBeDisabledAsync();
        await tab.Button("Next page").ClickAsync();
        await Expect(ids).ToHaveTextAsync(entries[50..]);
        await Expect(tab.Button("Next page")).ToBeDisabledAsync();
        await Expect(tab["#ledger-page"]).ToContainTextAsync("Page 2");
        await tab.Button("Previous page").ClickAsync();
        await Expect(ids).ToHaveTextAsync(entries[..50]);
    }

    [Fact]
    public async Task Refresh_NewEntries_AreShown()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        await Expect(tab["#ledger-page"]).ToContainTextAsync("0 entries");

        await tenant.ChatAsync(1);
        await tab.Button("Refresh").ClickAsync();

        await Expect(tab["#ledger-table tbody tr"]).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Day_ChosenInTheSpendTable_OpensItsEntries()
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(1);
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        await tab["#ledger-day"].FillAsync("2026-01-01");
        await tab.Button("Show entries").ClickAsync();
        await Expect(tab["#ledger-page"]).ToContainTextAsync("2026-01-01, closed, 0 entries");

        await tab["#spend-days summary"].ClickAsync();
        await tab.Button(Today).ClickAsync();

        await Expect(tab["#ledger-page"]).ToContainTextAsync($"Page 1 of {Today}");
        await Expect(tab["#ledger-table tbody tr"]).ToHaveCountAsync(1);
        await Expect(tab["#ledger-day"]).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Download CSV", "format=csv&group_by=day,team,project,model")]
    [InlineData("Download FOCUS CSV", "format=focus")]
    public async Task Download_OfARange_IsWhatTheApiAnswers(string button, string query)
    {
        var tenant = await app.TenantAsync();
        await tenant.ChatAsync(2, ("x-genops-team", "search"));
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        await tab.Page.GetByLabel("From").FillAsync(Today);

        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Button(button).ClickAsync());

        await using var content = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(content);
        var expected = await tenant.Client.GetStringAsync(new Uri($"genops/usage?from={Today}&to={Today}&{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(expected, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Contains("search", expected, StringComparison.Ordinal);
        Assert.EndsWith($"{Today}-{Today}.csv", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Range_TheWrongWayRound_IsToldAndNotAsked()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);

        await tab.Page.GetByLabel("From").FillAsync("2099-01-01");
        await tab.Button("Apply").ClickAsync();

        await Expect(tab["#range-error"]).ToContainTextAsync("after the last");
        await Expect(tab["#notice"]).ToBeEmptyAsync();
    }
}
