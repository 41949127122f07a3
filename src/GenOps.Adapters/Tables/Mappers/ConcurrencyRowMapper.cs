using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Rates;

namespace GenOps.Adapters.Tables.Mappers;

internal static class ConcurrencyRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<ConcurrencyRow>("Concurrency", Write, Read);

    private static void Write(ConcurrencyRow row, IColumnWriter columns) => StoredJson.Write(columns, "SharesJson", row.Shares);

    private static ConcurrencyRow Read(ColumnReader columns) => new(StoredJson.Read<IReadOnlyList<SlotShare>>(columns, "SharesJson"));
}
