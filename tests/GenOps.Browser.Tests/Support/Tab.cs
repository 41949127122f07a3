using GenOps.TestKit;
using Microsoft.Playwright;

namespace GenOps.Browser.Tests.Support;

/// <summary>A browser's tab, and what its console complained about.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private static readonly string Screenshots = RepositoryRoot.Combine("tests", "GenOps.Browser.Tests", "TestResults", "screenshots");

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
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
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

    /// <summary>The cells of a table's row that has this text.</summary>
    public ILocator Row(string table, string text) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.Locator($"{table} td", new() { HasText = text }) });

    /// <summary>Keeps a picture for people, in an ignored folder.</summary>
    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), FullPage = true });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
