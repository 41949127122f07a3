using System.Text.Json;
using GenOps.Cli.Profiles;
using GenOps.Cli.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Profiles;

public sealed class ProfileCommandTests : IDisposable
{
    private const string Key = "gk-0123456789-a-secret-of-a-tenant-k3y1";
    private const string AdminKey = "ga-an-admin-secret-that-nobody-sees-adm2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => Path.Combine(_folder.Path, "sub", "config.json");

    [Fact]
    public async Task List_NoFile_SaysHowToMakeOne()
    {
        var run = await RunAsync("profile", "list");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("genops up", run.Error);
    }

    [Fact]
    public async Task List_TwoProfiles_MarksTheCurrentAndShowsNoSecret()
    {
        Save();

        var run = await RunAsync("profile", "list");

        Assert.Matches(@"(?m)^\s*\*\s+local\s+http://127.0.0.1:7071\s+…k3y1\s+…adm2\s*$", run.Output);
        Assert.Matches(@"(?m)^\s+other\s+https://example.test\s+-\s+-\s*$", run.Output);
        Assert.DoesNotContain("secret", run.Output + run.Error);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("show", "local")]
    [InlineData("use", "local")]
    public async Task Any_Json_ParsesAndShowsNoSecret(params string[] args)
    {
        Save();

        var run = await RunAsync(["profile", .. args, "--json"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("local", JsonElement.Parse(run.Output).ToString());
        Assert.Contains("…k3y1", run.Output);
        Assert.DoesNotContain("secret", run.Output + run.Error);
    }

    [Fact]
    public async Task Use_Known_IsUsedFromThenOn()
    {
        Save();

        Assert.Equal(ExitCode.Done, (await RunAsync("profile", "use", "other")).ExitCode);

        Assert.Equal("other", new ProfileStore(File).Read().Current);
    }

    [Fact]
    public async Task Use_Unknown_NamesTheKnownOnesAndChangesNothing()
    {
        Save();

        var run = await RunAsync("profile", "use", "lokal");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("error: There is no profile 'lokal'; there is local, other." + Environment.NewLine, run.Error);
        Assert.Equal("local", new ProfileStore(File).Read().Current);
    }

    [Fact]
    public async Task Save_ByFlags_KeepsThemAndShowsNoSecret()
    {
        var run = await RunAsync("profile", "save", "ci", "--url", "https://example.test/", "--key", Key, "--admin-key", AdminKey);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain("secret", run.Output + run.Error);
        var book = new ProfileStore(File).Read();
        Assert.Equal(("ci", new Profile { Url = "https://example.test", Key = Key, AdminKey = AdminKey }), (book.Current, book.Find("ci")));
    }

    [Fact]
    public async Task Save_NothingSaid_CopiesTheConnectionInUse()
    {
        Save();

        await RunAsync("profile", "save", "copy");

        var book = new ProfileStore(File).Read();
        Assert.Equal(("local", book.Find("local")), (book.Current, book.Find("copy")));
    }

    [Fact]
    public async Task Remove_TheCurrent_LeavesTheOthersAndNoCurrent()
    {
        Save();

        Assert.Equal(ExitCode.Done, (await RunAsync("profile", "remove", "local")).ExitCode);

        var left = new ProfileStore(File).Read();
        Assert.Null(left.Current);
        Assert.Equal(["other"], left.Profiles.Keys);
        Assert.Equal(ExitCode.Failed, (await RunAsync("profile", "show")).ExitCode);
    }

    [Theory]
    [InlineData("{\"profiles\": {\"local\": {\"key\": " + Key + "}}}")]
    [InlineData("{\"profiles\": {\"local\": {\"key\": \"" + Key + "\"}}}")]
    [InlineData("{\"profiles\": {\"local\": null}}")]
    [InlineData("{\"profiles\": null}")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Any_FileIsBroken_NamesItAndShowsNothingOfIt(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, content);

        var run = await RunAsync("profile", "list");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(File, run.Error);
        Assert.DoesNotContain("secret", run.Error);
    }

    private void Save() => new ProfileStore(File).Write(new ProfileBook()
        .With("local", new Profile { Url = "http://127.0.0.1:7071", Key = Key, AdminKey = AdminKey })
        .With("other", new Profile { Url = "https://example.test" }));

    private Task<CommandRun> RunAsync(params string[] args) =>
        CommandRun.StartAsync(new Dictionary<string, string> { ["GENOPS_CONFIG"] = File }, null, args);
}
