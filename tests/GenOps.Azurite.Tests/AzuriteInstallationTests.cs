using GenOps.TestKit;

namespace GenOps.Azurite.Tests;

public sealed class AzuriteInstallationTests : IDisposable
{
    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _install = new();
    private readonly List<string> _progress = [];

    public void Dispose()
    {
        _source.Dispose();
        _install.Dispose();
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_InstallsOnce()
    {
        WriteManifest("{}");

        var folders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnsureAsync()));

        Assert.Single(folders.Distinct());
        Assert.Single(_progress);
        Assert.True(File.Exists(Path.Combine(folders[0], "package.json")));
        Assert.Empty(Directory.GetDirectories(_install.Path, "*.installing"));
    }

    [Fact]
    public async Task EnsureAsync_LeftoverOfAKilledInstaller_StartsAfresh()
    {
        WriteManifest("{}");
        var first = await EnsureAsync();
        Directory.Move(first, first + ".installing");
        File.WriteAllText(Path.Combine(first + ".installing", "half-written"), "");

        var second = await EnsureAsync();

        Assert.Equal(first, second);
        Assert.False(File.Exists(Path.Combine(second, "half-written")));
    }

    [Fact]
    public async Task EnsureAsync_NpmFails_SaysWhatNpmSaidAndLeavesNothingInstalled()
    {
        WriteManifest("""{ "left-pad": "1.3.0" }""");

        var exception = await Assert.ThrowsAsync<AzuriteException>(EnsureAsync);

        Assert.Contains("left-pad", exception.Message);
        Assert.All(Directory.GetDirectories(_install.Path), folder => Assert.EndsWith(".installing", folder));
    }

    [Fact]
    public async Task RunAsync_ProgramMissing_SaysWhatToInstall()
    {
        var exception = await Assert.ThrowsAsync<AzuriteException>(
            () => NodeProcess.RunAsync("no-such-program", [], _source.Path, TestContext.Current.CancellationToken));

        Assert.Contains("https://nodejs.org", exception.Message);
    }

    [Theory]
    [InlineData("v20.20.2", true, 20)]
    [InlineData("v9.0.0", true, 9)]
    [InlineData("20.1.0", false, 0)]
    [InlineData("", false, 0)]
    public void TryParseMajorVersion_Output_IsReadOrRefused(string version, bool isValid, int expected)
    {
        Assert.Equal(isValid, NodeProcess.TryParseMajorVersion(version, out var major));
        Assert.Equal(expected, major);
    }

    /// <summary>The lock file names no package, so npm has work only when the dependencies disagree with it.</summary>
    private void WriteManifest(string dependencies)
    {
        File.WriteAllText(
            Path.Combine(_source.Path, "package.json"),
            $$"""{ "name": "t", "version": "1.0.0", "dependencies": {{dependencies}} }""");
        File.WriteAllText(
            Path.Combine(_source.Path, "package-lock.json"),
            """{ "name": "t", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "t", "version": "1.0.0" } } }""");
    }

    private Task<string> EnsureAsync() => AzuriteInstallation.EnsureAsync(
        _source.Path,
        new AzuriteOptions { InstallFolder = _install.Path, Progress = _progress.Add },
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
