using GenOps.Browser.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Browser.Tests;

/// <summary>What is kept of others in the tree is what they publish.</summary>
public sealed class VendoredFileTests
{
    [Theory]
    [InlineData("uPlot.iife.min.js", "dist/uPlot.iife.min.js")]
    [InlineData("uPlot.min.css", "dist/uPlot.min.css")]
    [InlineData("LICENSE", "LICENSE")]
    public async Task UPlot_FileInTheTree_IsThePackages(string kept, string published)
    {
        await NpmFolder.InstallAsync(NpmPackages.Folder, TestContext.Current.CancellationToken);

        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(NpmPackages.Folder, "node_modules", "uplot", published), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(RepositoryRoot.Combine("src", "GenOps.Functions", "Pages", "assets", "vendor", "uplot", kept), TestContext.Current.CancellationToken));
    }
}
