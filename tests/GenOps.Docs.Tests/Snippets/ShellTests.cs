using System.Text;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>The shell blocks of a document, run by bash one after the other as a reader would, with a tenant of their own.</summary>
public sealed class ShellTests(DocsApp app)
{
    private const string CommandLine = "dotnet run --project src/GenOps.Cli --";

    // The same program without building it again.
    private static readonly string BuiltCommandLine = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "genops.dll")}'";

    public static IEnumerable<TheoryDataRow<string>> Documents => Document.All
        .Where(static document => BlocksOf(document).Any())
        .Select(static document => new TheoryDataRow<string>(document.Name));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Shell_BlocksOfADocument_Succeed(string name)
    {
        var tenant = await app.TenantAsync();
        var script = new StringBuilder("set -euo pipefail\n");
        foreach (var block in BlocksOf(Document.Get(name)))
        {
            script.Append($"echo '# {block.Document}:{block.Line}' >&2\n").Append(block.Text.Replace(CommandLine, BuiltCommandLine, StringComparison.Ordinal));
        }

        var run = await ProgramRun.OfAsync("bash", ["-c", script.ToString()], tenant.Environment);

        run.AssertSuccess();
    }

    [Fact]
    public void Shell_EveryCurl_FailsOnAnError()
    {
        Assert.DoesNotContain(
            Document.All.SelectMany(BlocksOf).SelectMany(static block => block.Text.Split('\n')),
            static line => line.Contains("curl ", StringComparison.Ordinal) && !line.Contains("--fail-with-body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shell_BlockThatFails_IsSeen()
    {
        var tenant = await app.TenantAsync();

        var run = await ProgramRun.OfAsync(
            "bash", ["-c", "set -euo pipefail\ncurl -sS --fail-with-body \"$GENOPS_URL/genops/nothing\"\necho after"], tenant.Environment);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("after", run.Lines);
    }

    private static IEnumerable<Block> BlocksOf(Document document) =>
        document.Blocks.Where(static block => block.Language == "sh" && NotRunHere.Reason(block) is null);
}
