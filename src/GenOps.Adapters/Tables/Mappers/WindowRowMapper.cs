using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;

namespace GenOps.Adapters.Tables.Mappers;

internal static class WindowRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<WindowRow>("Window", Write, Read);

    private static void Write(WindowRow row, IColumnWriter columns)
    {
        columns.Text("Window", row.Window.Id);
        columns.Text("Path", row.Path);
        columns.Number("SpentNanoUsd", row.SpentNanoUsd);
        columns.Number("HeldNanoUsd", row.HeldNanoUsd);
        columns.Number("ScopesVersion", row.ScopesVersion);
    }

    private static WindowRow Read(ColumnReader columns) => new(
        ReadWindow(columns),
        columns.Text("Path"),
        columns.Number("SpentNanoUsd"),
        columns.Number("HeldNanoUsd"),
        columns.Number("ScopesVersion"));

    private static BudgetWindow ReadWindow(ColumnReader columns)
    {
        try
        {
            return BudgetWindow.Parse(columns.Text("Window"));
        }
        catch (FormatException exception)
        {
            throw columns.Unreadable("Window", exception);
        }
    }
}
