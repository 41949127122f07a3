using GenOps.TestKit;

namespace GenOps.Browser.Tests.Support;

/// <summary>Where the npm packages of these tests are.</summary>
internal static class NpmPackages
{
    public static string Folder { get; } = RepositoryRoot.Combine("tests", "GenOps.Browser.Tests", "npm");
}
