using GenOps.Cli.Up;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

public sealed class SecretFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly SecretFile _file;

    public SecretFileTests() => _file = new SecretFile(Path.Combine(_folder.Path, "key"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoFile_Null() => Assert.Null(_file.Read());

    [Fact]
    public void Write_New_OnlyItsUserMayReadIt()
    {
        _file.Write("secret");

        Assert.Equal("secret", _file.Read());
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_file.Path));
    }

    [Fact]
    public void Write_OverAnOpenOne_ReplacesAndClosesIt()
    {
        File.WriteAllText(_file.Path, "old");
        File.SetUnixFileMode(_file.Path, OwnerOnly | UnixFileMode.OtherRead);
        File.WriteAllText(_file.Path + ".new", "left by a killed process");

        _file.Write("secret");

        Assert.Equal("secret", _file.Read());
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_file.Path));
        Assert.Equal([_file.Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Read_FileOthersCouldRead_IsClosedToThem()
    {
        File.WriteAllText(_file.Path, "secret\n");
        File.SetUnixFileMode(_file.Path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.Equal("secret", _file.Read());

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_file.Path));
    }

    [Fact]
    public void Obtain_NoSetting_MakesAKeyOnceAndKeepsIt()
    {
        var first = AdminKeySource.Obtain(Settings.Of(), _file);

        Assert.Equal(first, AdminKeySource.Obtain(Settings.Of(), _file));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_file.Path));
        Assert.True(first.Length >= 43, "fewer than 256 bits");
    }

    [Fact]
    public void Obtain_Setting_WinsAndIsNotWritten()
    {
        Assert.Equal("mine", AdminKeySource.Obtain(Settings.Of("GENOPS_ADMIN_KEY=mine"), _file));

        Assert.False(File.Exists(_file.Path));
    }
}
