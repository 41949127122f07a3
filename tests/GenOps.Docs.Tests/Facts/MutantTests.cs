using GenOps.Docs.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Facts;

/// <summary>The mutants of <c>tests/mutants</c> fit the code: the text that each changes stands exactly once in its file. Running them takes minutes and is not for here.</summary>
public sealed class MutantTests
{
    private static readonly string Folder = RepositoryRoot.Combine("tests", "mutants");

    [Fact]
    public async Task Mutants_List_FitsTheCode()
    {
        (await CheckAsync(Folder)).AssertSuccess();
    }

    [Fact]
    public async Task Mutants_CodeThatIsGone_IsSeen()
    {
        using var root = new TemporaryFolder();
        var copy = Directory.CreateDirectory(Path.Combine(root.Path, "tests", "mutants")).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var run = await CheckAsync(copy);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The list is stale.", run.Lines);
    }

    private static Task<ProgramRun> CheckAsync(string folder) =>
        PythonRun.OfAsync([Path.Combine(folder, "run.py"), "--check"], new Dictionary<string, string?>());
}
