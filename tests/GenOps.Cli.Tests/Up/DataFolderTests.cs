using GenOps.Cli.Up;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _parent = new();

    public void Dispose() => _parent.Dispose();

    [Fact]
    public void Open_New_IsPrivateAndIgnoredByGit()
    {
        var path = Path.Combine(_parent.Path, "a", "b");

        using var folder = DataFolder.Open(path);

        Assert.Equal(path, folder.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(path, ".gitignore")));
    }

    [Fact]
    public void Open_Existing_LeavesWhatIsThere()
    {
        var mode = File.GetUnixFileMode(_parent.Path);

        using var folder = DataFolder.Open(_parent.Path);

        Assert.Equal(mode, File.GetUnixFileMode(_parent.Path));
        Assert.False(File.Exists(Path.Combine(_parent.Path, ".gitignore")));
    }

    [Fact]
    public void Open_Held_IsRefusedUntilGivenBack()
    {
        using (DataFolder.Open(_parent.Path))
        {
            var fault = Assert.Throws<CommandFault>(() => DataFolder.Open(_parent.Path));
            Assert.Contains(_parent.Path, fault.Message);
            Assert.Contains("--data", fault.Message);
        }

        DataFolder.Open(_parent.Path).Dispose();
    }

    [Fact]
    public void Open_PathIsAFile_IsRefused()
    {
        var path = Path.Combine(_parent.Path, "file");
        File.WriteAllText(path, "");

        Assert.Contains(path, Assert.Throws<CommandFault>(() => DataFolder.Open(path)).Message);
    }
}
