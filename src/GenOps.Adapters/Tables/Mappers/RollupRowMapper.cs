using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tables.Mappers;

internal static class RollupRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<RollupRow>("Rollup", Write, Read);

    private static void Write(RollupRow row, IColumnWriter columns)
    {
        columns.Day("Day", row.Rollup.Day);
        columns.Text("Owner", row.Owner);
        columns.Text("Hash", row.Hash);
        columns.Text("Team", row.Rollup.Team);
        columns.Text("Project", row.Rollup.Project);
        columns.Text("Model", row.Rollup.Model);
        columns.Text("Customer", row.Rollup.Customer);
        columns.Text("CostCenter", row.Rollup.CostCenter);
        columns.Text("Environment", row.Rollup.Environment);
        columns.Text("Feature", row.Rollup.Feature);
        columns.Tally(row.Tally);
        columns.Latency(row.Latency);
    }

    private static RollupRow Read(ColumnReader columns)
    {
        var key = new RollupKey(
            columns.Day("Day"),
            columns.TextOrNull("Team"),
            columns.TextOrNull("Project"),
            columns.TextOrNull("Model"),
            columns.TextOrNull("Customer"),
            columns.TextOrNull("CostCenter"),
            columns.TextOrNull("Environment"),
            columns.TextOrNull("Feature"));
        return new RollupRow(key, columns.Text("Owner"), columns.Text("Hash"), columns.Tally(), columns.Latency());
    }
}
