using Spectre.Console;

namespace GenOps.Cli.Screens;

/// <summary>A column of a <see cref="Sheet"/>.</summary>
internal sealed record SheetColumn(string Head, bool IsNumber, bool IsOptional, bool Wraps)
{
    // A line of a long text, to be readable.
    private const int LeastOfText = 30;

    /// <summary>Least width of a text that wraps.</summary>
    public int Least => Math.Max(Head.Length, LeastOfText);

    public static SheetColumn Parse(string marked)
    {
        var marks = marked.TakeWhile(static mark => mark is '>' or '?' or '~').ToArray();
        return new SheetColumn(marked[marks.Length..], marks.Contains('>'), marks.Contains('?'), marks.Contains('~'));
    }

    /// <param name="isTight">Not all fits in a line, whatever is left out: texts wrap, numbers still don't.</param>
    public TableColumn Render(bool isTight)
    {
        var column = new TableColumn(new Text(Head, new Style(decoration: Decoration.Bold)));
        if (IsNumber)
        {
            column.RightAligned();
        }

        return Wraps || (isTight && !IsNumber) ? column : column.NoWrap();
    }
}
