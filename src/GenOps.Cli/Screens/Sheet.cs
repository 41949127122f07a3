using System.Globalization;
using Spectre.Console;

namespace GenOps.Cli.Screens;

/// <summary>A table as every command prints it: a line below the head and no other; it gives columns up where the terminal is narrow.</summary>
internal sealed class Sheet
{
    // What the border and its blanks take of a column, and of the whole beside.
    private const int ColumnMargin = 3;
    private const int Margin = 1;

    private readonly SheetColumn[] _columns;
    private readonly List<Cell[]> _rows = [];

    /// <param name="columns">
    /// Heads, each behind its marks: <c>&gt;</c> numbers, aligned right; <c>?</c> may be left out, the last one first; <c>~</c> long text, which wraps.
    /// </param>
    public Sheet(params string[] columns) => _columns = [.. columns.Select(SheetColumn.Parse)];

    public int Rows => _rows.Count;

    /// <summary>Whole numbers with separators of thousands.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public Sheet Row(params Cell[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    public void WriteTo(IAnsiConsole console)
    {
        var places = Fitting(console.Profile.Width);
        var isTight = Width(places) > console.Profile.Width;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var place in places)
        {
            table.AddColumn(_columns[place].Render(isTight));
        }

        foreach (var row in _rows)
        {
            table.AddRow(places.Select(place => row[place].Render()));
        }

        console.Write(table);
    }

    /// <summary>Places of the columns that there is room for.</summary>
    private List<int> Fitting(int width)
    {
        List<int> places = [.. Enumerable.Range(0, _columns.Length)];
        while (Width(places) > width && places.FindLastIndex(place => _columns[place].IsOptional) is >= 0 and var least)
        {
            places.RemoveAt(least);
        }

        return places;
    }

    private int Width(List<int> places) => Margin + places.Sum(place => ColumnMargin + WidthOf(place));

    // A text that wraps makes do with little more than its head.
    private int WidthOf(int place) => _columns[place] is { Wraps: true } column
        ? column.Least
        : _rows.Select(row => row[place].Width).Append(_columns[place].Head.Length).Max();
}
