using System.Text.RegularExpressions;
using GenOps.Docs.Tests.Documents;

namespace GenOps.Docs.Tests.Snippets;

/// <summary>Pictures: of a known kind, every line of a known form, every bracket closed. Whether they look well is for eyes.</summary>
public sealed partial class MermaidTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Blocks => Document.All
        .SelectMany(static document => document.Blocks)
        .Where(static block => block.Language == "mermaid")
        .Select(static block => new TheoryDataRow<string, int>(block.Document, block.Line));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Mermaid_OfADocument_HasKnownLinesOnly(string name, int line)
    {
        Assert.Empty(FaultsOf(Document.Get(name).Blocks.Single(block => block.Line == line).Text));
    }

    [Theory]
    [InlineData("pie\n  a\n")]
    [InlineData("flowchart LR\n  a[open --> b\n")]
    [InlineData("sequenceDiagram\n  A says hello to B\n")]
    [InlineData("sequenceDiagram\n  A->>B: hello; there\n")]
    [InlineData("stateDiagram-v2\n  a -> b\n")]
    public void FaultsOf_WrongPicture_AreSeen(string text)
    {
        Assert.NotEmpty(FaultsOf(text));
    }

    private static List<string> FaultsOf(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n').Select(static line => line.Trim()).ToList();
        Regex? form = lines[0] switch
        {
            "flowchart LR" or "flowchart TD" => Flow(),
            "sequenceDiagram" => Sequence(),
            "stateDiagram-v2" => State(),
            _ => null,
        };
        return form is null ? [lines[0]] : [.. lines.Skip(1).Where(line => !form.IsMatch(line))];
    }

    [GeneratedRegex(@"^(\w+(\[[^\[\]]+\])?( -->(\|[^|]+\|)? \w+(\[[^\[\]]+\])?)*|subgraph \w+\[[^\[\]]+\]|end)$")]
    private static partial Regex Flow();

    [GeneratedRegex(@"^(participant \w+( as [^;]+)?|\w+(->>|-->>)\w+: [^;]+|Note (over|right of|left of) \w+(,\w+)?: [^;]+|(alt|else|opt|loop) [^;]+|end)$")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"^direction LR$|^(\[\*\]|\w+) --> (\[\*\]|\w+)(: [^;:]+)?$")]
    private static partial Regex State();
}
