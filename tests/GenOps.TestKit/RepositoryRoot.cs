namespace GenOps.TestKit;

/// <summary>The folder that holds the solution, found by walking up from the test's binaries.</summary>
public static class RepositoryRoot
{
    private const string Solution = "GenOps.Functions.sln";

    public static string Path { get; } = Find();

    /// <summary>Path of something below the root, named by its parts.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
