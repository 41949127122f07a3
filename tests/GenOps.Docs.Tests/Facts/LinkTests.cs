using GenOps.Docs.Tests.Documents;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Facts;

/// <summary>Links between documents lead somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Links_OfAllDocuments_LeadToFilesAndHeadings()
    {
        Assert.Empty(Document.All.SelectMany(document => document.Links
            .Where(static link => !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !Leads(document, link))
            .Select(link => $"{document.Name}: {link}")));
    }

    [Theory]
    [InlineData("nowhere.md")]
    [InlineData("#no-such-heading")]
    [InlineData("../README.md#no-such-heading")]
    public void Leads_WrongLink_IsSeen(string link)
    {
        Assert.False(Leads(Document.Get("docs/index.md"), link));
    }

    [Fact]
    public void Index_NamesEveryDocument()
    {
        var index = Document.Get("docs/index.md");
        var named = index.Links.Select(link => Path.GetFullPath(Path.Combine(RepositoryRoot.Combine("docs"), link.Split('#')[0]))).ToHashSet();

        Assert.Empty(Document.All
            .Where(static document => document.Name is not ("README.md" or "docs/index.md"))
            .Where(document => !named.Contains(RepositoryRoot.Combine(document.Name)))
            .Select(static document => document.Name));
    }

    private static bool Leads(Document from, string link)
    {
        var (target, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var path = target.Length == 0
            ? RepositoryRoot.Combine(from.Name)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryRoot.Combine(from.Name))!, target));
        return Path.Exists(path) && (anchor is null || (path.EndsWith(".md", StringComparison.Ordinal) && Document.Read(path).Anchors.Contains(anchor)));
    }
}
