using GenOps.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace GenOps.Browser.Tests.Dashboard;

/// <summary>Coming in with a key, and that it stays where it belongs.</summary>
public sealed class SignInTests(BrowserApp app)
{
    [Fact]
    public async Task Open_WithoutAKey_LoadsUnderItsPolicyAndAsksForOne()
    {
        await using var tab = await app.OpenAsync("dashboard");

        await Expect(tab["#key"]).ToBeFocusedAsync();
        await Expect(tab["#views"]).ToBeHiddenAsync();
        await tab.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        Assert.Empty(tab.Complaints);
        await tab.ScreenshotAsync("sign-in");
    }

    [Fact]
    public async Task Policy_ScriptThatAPageWasTrickedInto_DoesNotRun()
    {
        await using var tab = await app.OpenAsync("dashboard");

        await tab.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.tricked = true'; document.body.append(script); }");

        Assert.False(await tab.Page.EvaluateAsync<bool>("() => window.tricked === true"));
        Assert.Contains(tab.Complaints, static complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gk-0123456789abcdefghjk-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "401:")]
    [InlineData("not-the-administrators", "401:")]
    [InlineData("with a blank", "without spaces")]
    public async Task SignIn_WrongKey_SaysSoAndStays(string key, string message)
    {
        await using var tab = await app.OpenAsync("dashboard");

        await tab.Page.GetByLabel("API key").FillAsync(key);
        await tab.Button("Show").ClickAsync();

        await Expect(tab["#key-error"]).ToContainTextAsync(message);
        await Expect(tab["#views"]).ToBeHiddenAsync();
        await Expect(tab["#key"]).ToBeFocusedAsync();
    }

    [Fact]
    public async Task SignIn_RightKey_ShowsTheTenantAndKeepsTheKeyInMemoryAlone()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");

        await tab.SignInAsync(tenant);

        Assert.Empty(tab.Complaints);
        var kept = await tab.Page.EvaluateAsync<string>(
            "async () => [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie, location.href, JSON.stringify(history.state), "
            + "document.documentElement.outerHTML, ...[...document.querySelectorAll('input')].map(one => one.value), ...(await indexedDB.databases()).map(one => one.name), ...await caches.keys()].join('\\n')");
        Assert.DoesNotContain(tenant.Key, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Key[^20..], kept, StringComparison.Ordinal);
        Assert.Empty(await tab.Context.CookiesAsync());
        Assert.DoesNotContain(tenant.Key, await tab.Context.StorageStateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_TakesTheNumbersAwayAndAReloadNeedsTheKeyAgain()
    {
        var tenant = await app.TenantAsync();
        await using var tab = await app.OpenAsync("dashboard");
        await tab.SignInAsync(tenant);
        await Expect(tab.Fact("Policy")).ToHaveTextAsync("enforced");

        await tab.Button("Sign out").ClickAsync();

        await Expect(tab["#views"]).ToBeHiddenAsync();
        await Expect(tab["#views"]).Not.ToContainTextAsync("enforced");
        await Expect(tab["#key"]).ToBeFocusedAsync();
        await Expect(tab["#key"]).ToHaveValueAsync("");
        await tab.SignInAsync(tenant);
        await tab.Page.ReloadAsync();
        await Expect(tab["#sign-in"]).ToBeVisibleAsync();
    }
}
