using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

internal static class LimitsRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<LimitsRow>("Limits", Write, Read);

    private static void Write(LimitsRow row, IColumnWriter columns)
    {
        columns.Number("Version", row.Version);
        columns.Number("ScopesVersion", row.ScopesVersion);
        StoredJson.Write(columns, "ScopesJson", row.Scopes);
        StoredJson.Write(columns, "DocumentJson", row.Document);
        columns.Flag("Deleted", row.Deleted);
    }

    private static LimitsRow Read(ColumnReader columns) => new()
    {
        Version = columns.Number("Version"),
        ScopesVersion = columns.Number("ScopesVersion"),
        Scopes = StoredJson.Read<IReadOnlyList<DeclaredScope>>(columns, "ScopesJson"),
        Document = StoredJson.Read<TenantDocument>(columns, "DocumentJson"),
        Deleted = columns.Flag("Deleted"),
    };
}
