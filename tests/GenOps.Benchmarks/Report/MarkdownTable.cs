using System.Text;

namespace GenOps.Benchmarks.Report;

/// <summary>Tables as documents have them.</summary>
internal static class MarkdownTable
{
    public static string Of(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new StringBuilder();
        AppendRow(table, head);
        table.Append('|').Insert(table.Length, "---|", head.Count).Append('\n');
        foreach (var row in rows)
        {
            AppendRow(table, row);
        }

        return table.ToString().TrimEnd('\n');
    }

    private static void AppendRow(StringBuilder table, IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
        {
            table.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(' ');
        }

        table.Append("|\n");
    }
}
