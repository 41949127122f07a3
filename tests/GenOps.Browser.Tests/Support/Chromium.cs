using Microsoft.Playwright;

namespace GenOps.Browser.Tests.Support;

/// <summary>The browser of the tests: the system's own, since a download of another one would be neither small nor kept up to date.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Starts it; fails with what to do when there is none.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var chosen = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? Places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"The browser tests need chromium; none of {string.Join(", ", Places)} is there. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.");

        // As root, in a container, its sandbox can't be made; it only ever opens this app.
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = chosen, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
    }
}
