using System.Text;
using System.Text.RegularExpressions;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Documents;

/// <summary>A document for readers, taken apart: its fenced blocks, its prose, headings, links and tables.</summary>
internal sealed partial class Document
{
    private Document(string name, string text)
    {
        Name = name;
        Lines = text.Split('\n');
        (Blocks, Prose) = Split(name, Lines);
    }

    /// <summary>File name from the root of the repository.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>All lines but those of blocks, which are empty here.</summary>
    public IReadOnlyList<string> Prose { get; }

    /// <summary>What a link behind <c>#</c> may name.</summary>
    public IReadOnlySet<string> Anchors => Prose.Where(static line => Heading().IsMatch(line)).Select(AnchorOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Targets of links and pictures.</summary>
    public IEnumerable<string> Links => Prose.SelectMany(static line => Link().Matches(Code().Replace(line, "")).Select(static match => match.Groups[1].Value));

    /// <summary>README and everything in docs.</summary>
    public static IReadOnlyList<Document> All { get; } =
        [.. Directory.EnumerateFiles(RepositoryRoot.Combine("docs"), "*.md", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("node_modules", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Prepend(RepositoryRoot.Combine("README.md"))
            .Select(Read)];

    public static Document Get(string name) => All.Single(document => document.Name == name);

    public static Document Read(string path) =>
        new(Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'), File.ReadAllText(path));

    /// <summary>Takes a text apart as if it were a file of the repository.</summary>
    public static Document Parse(string text) => new("text.md", text);

    /// <summary>The rows of the table whose head begins with a cell, each as its cells.</summary>
    public IReadOnlyList<string[]> Table(string firstCell)
    {
        var head = Prose.ToList().FindIndex(line => line.StartsWith($"| {firstCell} |", StringComparison.Ordinal));
        Assert.True(head >= 0, $"{Name} has no table that begins with '{firstCell}'.");
        return [.. Prose.Skip(head + 2).TakeWhile(static line => line.StartsWith('|')).Select(Cells)];
    }

    private static string[] Cells(string row) => [.. CellBorder().Split(row.Trim().Trim('|')).Select(static cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))];

    private static (List<Block> Blocks, List<string> Prose) Split(string name, IReadOnlyList<string> lines)
    {
        var (blocks, prose) = (new List<Block>(), new List<string>());
        (int Line, string Language, StringBuilder Text)? open = null;
        for (var number = 1; number <= lines.Count; number++)
        {
            var line = lines[number - 1];
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence && open is { } closed)
            {
                blocks.Add(new Block(name, closed.Line, closed.Language, closed.Text.ToString()));
                open = null;
            }
            else if (isFence)
            {
                open = (number, line.Trim().TrimStart('`').Trim(), new StringBuilder());
            }
            else
            {
                open?.Text.Append(line).Append('\n');
            }

            prose.Add(isFence || open is not null ? "" : line);
        }

        Assert.True(open is null, $"{name}:{open?.Line} opens a block that never ends.");
        return (blocks, prose);
    }

    // As GitHub makes them: lower case, punctuation gone, blanks to hyphens.
    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();
}
