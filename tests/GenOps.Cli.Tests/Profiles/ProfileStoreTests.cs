using GenOps.Cli.Profiles;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Profiles;

public sealed class ProfileStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Locate_GivenByVariable_IsThatFile() =>
        Assert.Equal("/a/b.json", Locate(("GENOPS_CONFIG", "/a/b.json"), ("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")));

    [Fact]
    public void Locate_ConfigHome_IsBelowIt() =>
        Assert.Equal("/x/genops/config.json", Locate(("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")));

    [Fact]
    public void Locate_NothingSet_IsBelowHome() => Assert.Equal("/h/.config/genops/config.json", Locate(("HOME", "/h")));

    [Fact]
    public void Write_NoFolder_MakesFileAndFolderForTheUserAlone()
    {
        var file = Path.Combine(_folder.Path, "genops", "config.json");
        var book = new ProfileBook().With("a", new Profile { Url = "http://a", Key = "k", AdminKey = "b" });

        new ProfileStore(file).Write(book);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        var read = new ProfileStore(file).Read();
        Assert.Equal(("a", book.Profiles["a"]), (read.Current, read.Profiles["a"]));
    }

    [Fact]
    public void Read_OthersCouldRead_ClosesTheFile()
    {
        var file = Path.Combine(_folder.Path, "config.json");
        File.WriteAllText(file, """{"current": null, "profiles": {}}""");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        new ProfileStore(file).Read();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static string Locate(params (string Name, string Value)[] variables) =>
        ProfileStore.Locate(name => variables.FirstOrDefault(variable => variable.Name == name).Value).Path;
}
