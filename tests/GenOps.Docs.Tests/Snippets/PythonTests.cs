using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>Python of the documents. Its packages are not fetched here, so that blocks are compiled and not run.</summary>
public sealed class PythonTests(DocsApp app)
{
    public static IEnumerable<TheoryDataRow<string, int>> Blocks => Document.All
        .SelectMany(static document => document.Blocks)
        .Where(static block => block.Language == "python")
        .Select(static block => new TheoryDataRow<string, int>(block.Document, block.Line));

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Python_OfADocument_CompilesOnly(string name, int line)
    {
        var block = Document.Get(name).Blocks.Single(block => block.Line == line);

        (await CompileAsync(block.Text)).AssertSuccess();
    }

    [Fact]
    public async Task Python_WithAFault_IsSeen()
    {
        Assert.NotEqual(0, (await CompileAsync("client = (\n")).ExitCode);
    }

    private async Task<ProgramRun> CompileAsync(string text)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "snippet.py");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await PythonRun.OfAsync(["-m", "py_compile", file], (await app.TenantAsync()).Environment);
    }
}
