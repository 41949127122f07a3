using System.Collections.Concurrent;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace GenOps.Browser.Tests.Support;

/// <summary>One browser and one app on memory storage for all tests; each test has a tenant and a browser context of its own.</summary>
public sealed class BrowserApp : IAsyncLifetime
{
    private const float PatienceMilliseconds = 30_000;

    private readonly ConcurrentDictionary<string, bool> _unreachable = new(StringComparer.Ordinal);
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private AppHost _app = null!;
    private int _tenants;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _app = await AppHost.StartAsync(Configure, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>The administrator's key.</summary>
    internal static string AdminKey => AppHost.AdminKey;

    /// <summary>A client with the administrator's key.</summary>
    internal HttpClient Administrator() => _app.Client(AdminKey);

    /// <summary>A client without a key.</summary>
    internal HttpClient Stranger() => _app.Client();

    /// <summary>A new tenant.</summary>
    internal async Task<PageTenant> TenantAsync(TenantDocument? document = null, string? name = null)
    {
        var tenant = name ?? $"tenant-{Interlocked.Increment(ref _tenants)}";
        var key = await TenantSeed.CreateAsync(_app.Stores, tenant, document ?? new TenantDocument());
        return new PageTenant(tenant, key, _app.Client(key));
    }

    /// <summary>Makes the storage of one tenant unreachable, or reachable again.</summary>
    internal void SetReachable(PageTenant tenant, bool isReachable) => _unreachable[tenant.Name] = !isReachable;

    /// <summary>A browser's tab of its own, with nothing kept from others.</summary>
    /// <param name="path">The page.</param>
    /// <param name="width">Of the view, pixels.</param>
    /// <param name="theme">What the page's reader prefers.</param>
    /// <param name="stopsClock">The page's timers run when the test lets them, instead of by themselves.</param>
    internal async Task<Tab> OpenAsync(string path, int width = 1280, ColorScheme theme = ColorScheme.Light, bool stopsClock = false)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _app.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var tab = new Tab(context, await context.NewPageAsync());
        if (stopsClock)
        {
            await tab.Page.Clock.InstallAsync();
        }

        await tab.Page.GotoAsync(path);
        return tab;
    }

    private void Configure(IServiceCollection services)
    {
        // A revoked key is noticed in a moment instead of seconds.
        services.AddSingleton(static provider => new CallerDirectory(
            provider.GetRequiredService<IRowStores>(),
            new CallerDirectoryOptions { RefreshAfter = TimeSpan.FromMilliseconds(20), MaxAge = TimeSpan.FromMilliseconds(50) },
            provider.GetRequiredService<TimeProvider>()));
        var genuine = services.Last(static service => service.ServiceType == typeof(IRowStores)).ImplementationFactory!;
        services.AddSingleton<IRowStores>(provider => new FaultyRowStores(
            (IRowStores)genuine(provider),
            operation => _unreachable.GetValueOrDefault(operation.Partition) ? RowFault.Unavailable : RowFault.None,
            provider.GetRequiredService<TimeProvider>()));
    }
}
