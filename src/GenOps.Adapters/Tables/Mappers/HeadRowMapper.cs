using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Accounts;

namespace GenOps.Adapters.Tables.Mappers;

internal static class HeadRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<HeadRow>("Head", Write, Read);

    private static void Write(HeadRow row, IColumnWriter columns)
    {
        columns.Number("LimitsVersion", row.LimitsVersion);
        columns.Number("Recall", row.Recall);
    }

    private static HeadRow Read(ColumnReader columns) => new(columns.Number("LimitsVersion"), columns.Number("Recall"));
}
