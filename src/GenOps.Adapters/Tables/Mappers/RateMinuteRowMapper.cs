using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Rates;

namespace GenOps.Adapters.Tables.Mappers;

internal static class RateMinuteRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<RateMinuteRow>("RateMinute", Write, Read);

    private static void Write(RateMinuteRow row, IColumnWriter columns)
    {
        columns.Number("Minute", row.Minute);
        columns.Text("Kind", row.Kind.ToString());
        columns.Number("LeasedUnits", row.LeasedUnits);
    }

    private static RateMinuteRow Read(ColumnReader columns) =>
        new(columns.Number("Minute"), columns.Name<RateKind>("Kind"), columns.Number("LeasedUnits"));
}
