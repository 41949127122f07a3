using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;

namespace GenOps.Adapters.Tables.Mappers;

internal static class AlertRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<AlertRow>("Alert", Write, Read);

    private static void Write(AlertRow row, IColumnWriter columns)
    {
        columns.Text("Window", row.Window.Id);
        columns.Text("Path", row.Path);
        columns.Number("ThresholdPpm", row.ThresholdPpm);
        columns.Text("AlertId", row.AlertId);
        columns.Instant("At", row.At);
    }

    private static AlertRow Read(ColumnReader columns) => new(
        BudgetWindow.Parse(columns.Text("Window")), columns.Text("Path"), columns.SmallNumber("ThresholdPpm"), columns.Text("AlertId"), columns.Instant("At"));
}
