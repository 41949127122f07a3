using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

internal static class TenantIndexRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<TenantIndexRow>("TenantIndex", Write, Read);

    private static void Write(TenantIndexRow row, IColumnWriter columns)
    {
        columns.Text("Tenant", row.Tenant);
        columns.Instant("CreatedAt", row.CreatedAt);
        columns.Flag("Deleted", row.Deleted);
    }

    private static TenantIndexRow Read(ColumnReader columns) => new(columns.Text("Tenant"), columns.Instant("CreatedAt"), columns.Flag("Deleted"));
}
