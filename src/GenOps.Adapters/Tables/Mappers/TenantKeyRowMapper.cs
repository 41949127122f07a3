using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

internal static class TenantKeyRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<TenantKeyRow>("TenantKey", Write, Read);

    private static void Write(TenantKeyRow row, IColumnWriter columns)
    {
        columns.Text("Tenant", row.Tenant);
        columns.Text("KeyId", row.KeyId);
    }

    private static TenantKeyRow Read(ColumnReader columns) => new(columns.Text("Tenant"), columns.Text("KeyId"));
}
