using GenOps.TestKit;

namespace GenOps.Docs.Tests.Support;

/// <summary>A folder in which node finds the npm clients that the tests have installed. The repository's own folders stay as they are.</summary>
internal sealed class NodeFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private NodeFolder()
    {
    }

    public string Path => _folder.Path;

    public static async Task<NodeFolder> CreateAsync()
    {
        await NpmFolder.InstallAsync(NodeClients.Folder, TestContext.Current.CancellationToken);
        var made = new NodeFolder();
        Directory.CreateSymbolicLink(System.IO.Path.Combine(made.Path, "node_modules"), System.IO.Path.Combine(NodeClients.Folder, "node_modules"));
        return made;
    }

    /// <summary>Copies the scripts of a folder.</summary>
    public void CopyScripts(string from)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.mjs"))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }
    }

    public void Dispose() => _folder.Dispose();
}
