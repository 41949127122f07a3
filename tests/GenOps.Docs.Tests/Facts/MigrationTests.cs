using System.Text.RegularExpressions;
using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Facts;

/// <summary>What changes in a program is two lines, in each language.</summary>
public sealed class MigrationTests
{
    [Theory]
    [InlineData("python", "base_url=.*GENOPS_URL", "api_key=.*GENOPS_KEY")]
    [InlineData("ts", "baseURL: .*GENOPS_URL", "apiKey: .*GENOPS_KEY")]
    [InlineData("csharp", "Endpoint = .*GENOPS_URL", "ApiKeyCredential\\(.*GENOPS_KEY")]
    public void FirstBlock_OfALanguage_MarksTheTwoLines(string language, string address, string key)
    {
        var lines = Document.Get("docs/migration.md").Blocks.First(block => block.Language == language).Text.Split('\n');
        var changed = lines.Where(static line => line.Contains("changed", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, changed.Count);
        Assert.Single(changed, line => Regex.IsMatch(line, address));
        Assert.Single(changed, line => Regex.IsMatch(line, key));
    }
}
