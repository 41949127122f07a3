using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Pricing;

namespace GenOps.Adapters.Tables.Mappers;

internal static class PriceRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<PriceRow>("Price", Write, Read);

    private static void Write(PriceRow row, IColumnWriter columns)
    {
        columns.Text("PriceId", row.PriceId);
        columns.Instant("SetAt", row.SetAt);
        StoredJson.Write(columns, "PriceJson", row.Price);
    }

    private static PriceRow Read(ColumnReader columns) =>
        new(columns.Text("PriceId"), columns.Instant("SetAt"), StoredJson.Read<ModelPrice>(columns, "PriceJson"));
}
