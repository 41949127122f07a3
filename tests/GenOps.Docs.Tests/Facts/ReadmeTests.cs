using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Facts;

/// <summary>README stays short, and its two commands are what they always were.</summary>
public sealed class ReadmeTests
{
    private const int MostLines = 120;

    private static readonly Document Readme = Document.Get("README.md");

    [Fact]
    public void Readme_Always_IsShort()
    {
        Assert.InRange(Readme.Lines.Count, 1, MostLines);
    }

    [Fact]
    public void Readme_FirstBlocks_AreTheTwoCommands()
    {
        Assert.Equal(
            ["dotnet run --project src/GenOps.Cli -- up\n", "dotnet test GenOps.Functions.sln\n"],
            Readme.Blocks.Take(2).Select(static block => block.Text));
    }

    [Fact]
    public void Readme_Links_LeadToTheIndex()
    {
        Assert.Contains("docs/index.md", Readme.Links);
    }
}
