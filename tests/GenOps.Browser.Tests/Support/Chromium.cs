using Microsoft.Playwright;

namespace GenOps.Browser.Tests.Support;

/// <summary>The browser of the tests: the system's own, since a download of another one would be neither small nor kept up to date.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Starts it. As root, in a container, its sandbox can't be made; it only ever opens this app.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Find(Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named ? [named] : Places),
        Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    });

    /// <summary>The first of some places that has it; fails with what to do when none has.</summary>
    public static string Find(IReadOnlyList<string> places) => places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
        $"The browser tests need chromium, which is not at {string.Join(", ", places)}. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.");
}
