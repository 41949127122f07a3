using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>JavaScript and TypeScript of the documents, run by node with the npm clients. TypeScript without types is JavaScript.</summary>
public sealed class ScriptTests(DocsApp app)
{
    public static IEnumerable<TheoryDataRow<string, int>> Blocks => Document.All
        .SelectMany(static document => document.Blocks)
        .Where(static block => block.Language is "js" or "ts")
        .Select(static block => new TheoryDataRow<string, int>(block.Document, block.Line));

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Script_OfADocument_RunsToItsEnd(string name, int line)
    {
        var block = Document.Get(name).Blocks.Single(block => block.Line == line);
        var tenant = await app.TenantAsync();
        using var folder = await NodeFolder.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "snippet.mjs"), block.Text, TestContext.Current.CancellationToken);

        var run = await ProgramRun.OfAsync("node", ["snippet.mjs"], tenant.Environment, folder.Path);

        run.AssertSuccess();
    }
}
