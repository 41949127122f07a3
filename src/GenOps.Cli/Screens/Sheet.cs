using System.Globalization;
using Spectre.Console;

namespace GenOps.Cli.Screens;

/// <summary>A table as every command prints it: a line below the head and no other.</summary>
internal sealed class Sheet
{
    private readonly Table _table = new Table().Border(TableBorder.Simple);

    /// <param name="columns">Heads; one that begins with <c>&gt;</c> is of a column of numbers, aligned right.</param>
    public Sheet(params string[] columns)
    {
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            var head = new TableColumn(new Text(isNumber ? column[1..] : column, new Style(decoration: Decoration.Bold)));
            _table.AddColumn(isNumber ? head.RightAligned().NoWrap() : head);
        }
    }

    public int Rows => _table.Rows.Count;

    /// <summary>Adds a row of texts; what is no <see cref="Cell"/> stands as it is.</summary>
    public Sheet Row(params Cell[] cells)
    {
        _table.AddRow(cells.Select(static cell => cell.Render()));
        return this;
    }

    public void WriteTo(IAnsiConsole console) => console.Write(_table);

    /// <summary>Whole numbers with separators of thousands.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
