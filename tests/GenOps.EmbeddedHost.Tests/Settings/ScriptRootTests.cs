using GenOps.EmbeddedHost.Settings;
using GenOps.EmbeddedHost.Tests.Support;

namespace GenOps.EmbeddedHost.Tests.Settings;

public sealed class ScriptRootTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("host.json")]
    [InlineData("local.settings.json")]
    public void Find_FileInAFolderAbove_IsThatFolder(string file)
    {
        _folder.Write($"app/{file}", "{}");
        _folder.Write("host.json", "{}");

        Assert.Equal(At("app"), ScriptRoot.Find(Make("app/src/deep"), Make("elsewhere")));
    }

    [Fact]
    public void Find_NothingAboveTheFirstStart_TakesTheSecond()
    {
        _folder.Write("other/host.json", "{}");

        Assert.Equal(At("other"), ScriptRoot.Find(Make("app/src"), Make("other/bin")));
    }

    [Fact]
    public void Find_NothingAnywhere_IsNull() => Assert.Null(ScriptRoot.Find(Make("app"), Make("other")));

    private string At(string path) => Path.Combine(_folder.Path, path);

    private string Make(string path) => Directory.CreateDirectory(At(path)).FullName;
}
