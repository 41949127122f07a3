using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>Every block is of a language that some test runs, compiles or parses.</summary>
public sealed class BlockTests
{
    private static readonly string[] Languages = ["sh", "js", "ts", "python", "csharp", "json", "jsonl", "mermaid"];

    private static IEnumerable<Block> All => Document.All.SelectMany(static document => document.Blocks);

    [Fact]
    public void Blocks_All_HaveALanguageThatIsTested()
    {
        Assert.DoesNotContain(All, static block => !Languages.Contains(block.Language));
    }

    [Fact]
    public void NotRunHere_EveryEntry_IsOfABlock()
    {
        Assert.Empty(NotRunHere.Unused(All));
    }

    [Fact]
    public void Parse_BlockWithoutLanguage_IsSeen()
    {
        var block = Assert.Single(Document.Parse("# Head\n\n```\ntext\n```\n").Blocks);

        Assert.Equal(("", "text\n", 3), (block.Language, block.Text, block.Line));
    }
}
