using System.Text.Json;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>JSON and JSON lines of the documents parse, and the app knows the names in them.</summary>
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
            Assert.DoesNotContain(NamesIn(json.RootElement), static property => !SourceNames.IsKnown(property));
        }
    }

    [Fact]
    public void NamesIn_NestedJson_AreAll()
    {
        using var json = JsonDocument.Parse("""{"a": [{"b": 1}], "c": {"d": null}}""");

        Assert.Equal(["a", "b", "c", "d"], NamesIn(json.RootElement));
    }

    private static IEnumerable<string> NamesIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(static property => NamesIn(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };
}
