using System.Text.Json;
using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>JSON and JSON lines of the documents are what they say.</summary>
public sealed class DataTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Blocks => Document.All
        .SelectMany(static document => document.Blocks)
        .Where(static block => block.Language is "json" or "jsonl")
        .Select(static block => new TheoryDataRow<string, int>(block.Document, block.Line));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Data_OfADocument_Parses(string name, int line)
    {
        var block = Document.Get(name).Blocks.Single(block => block.Line == line);

        foreach (var text in block.Language == "json" ? [block.Text] : block.Text.TrimEnd('\n').Split('\n'))
        {
            using var json = JsonDocument.Parse(text);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        }
    }
}
