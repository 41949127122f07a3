using System.Text.RegularExpressions;
using GenOps.TestKit;
using Microsoft.Playwright;

namespace GenOps.Browser.Tests.Support;

/// <summary>A browser's tab, and what its console complained about.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private static readonly string Screenshots = RepositoryRoot.Combine("tests", "GenOps.Browser.Tests", "TestResults", "screenshots");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Tab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>What the console was told: violations of the page's policy, failed loads, exceptions.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>Gives a key to the page and waits until it shows something.</summary>
    public async Task SignInAsync(string key)
    {
        await Page.GetByLabel("API key").FillAsync(key);
        await Button("Show").ClickAsync();
        await Assertions.Expect(this["#sign-in"]).ToBeHiddenAsync();
    }

    /// <summary>Signs a tenant in and waits until its numbers are there.</summary>
    public async Task SignInAsync(PageTenant tenant)
    {
        await SignInAsync(tenant.Key);
        await Assertions.Expect(this["#updated"]).ToContainTextAsync("Updated");
    }

    /// <summary>The value of a fact of the day, without what stands beneath it.</summary>
    public ILocator Fact(string name) => Page.Locator($"#facts div:has(> dt:text-is(\"{name}\")) dd > span:first-child");

    /// <summary>The row of a table that has this text.</summary>
    public ILocator Row(string table, string text) => Page.Locator($"{table} tbody tr").Filter(new() { HasText = text });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Refreshes again and again until an element's text is as expected; fails when it never is.</summary>
    public async Task RefreshUntilAsync(ILocator element, Regex expected)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var shown = await element.AllTextContentsAsync();
        for (; !shown.Any(expected.IsMatch); shown = await element.AllTextContentsAsync())
        {
            Assert.False(patience.IsCancellationRequested, $"Not {expected}: {string.Join('|', shown)}");
            if (await this["#refresh"].IsVisibleAsync())
            {
                await this["#refresh"].DispatchEventAsync("click");
            }

            await Task.Delay(Interval, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Fails when the page is wider than its view.</summary>
    public async Task AssertNoSidewaysScrollAsync() =>
        Assert.Equal("", await Page.EvaluateAsync<string>(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? '' : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll')).map(e => e.tagName + '#' + e.id + '.' + e.className).join(' ')"));

    /// <summary>Keeps a picture for people, in an ignored folder.</summary>
    public Task ScreenshotAsync(string name, bool isWhole = false) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), FullPage = isWhole });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
