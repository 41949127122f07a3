using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tables.Mappers;

internal static class ApiKeyRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<ApiKeyRow>("ApiKey", Write, Read);

    private static void Write(ApiKeyRow row, IColumnWriter columns)
    {
        columns.Text("KeyId", row.KeyId);
        columns.Text("Tenant", row.Tenant);
        columns.Binary("SecretHash", row.SecretHash);
        columns.Text("Name", row.Name);
        columns.Text("Team", row.Team);
        columns.Text("Project", row.Project);
        columns.Instant("CreatedAt", row.CreatedAt);
        columns.Instant("ExpiresAt", row.ExpiresAt);
        columns.Instant("RevokedAt", row.RevokedAt);
    }

    private static ApiKeyRow Read(ColumnReader columns) => new()
    {
        KeyId = columns.Text("KeyId"),
        Tenant = columns.Text("Tenant"),
        SecretHash = columns.Binary("SecretHash"),
        Name = columns.TextOrNull("Name"),
        Team = columns.TextOrNull("Team"),
        Project = columns.TextOrNull("Project"),
        CreatedAt = columns.Instant("CreatedAt"),
        ExpiresAt = columns.InstantOrNull("ExpiresAt"),
        RevokedAt = columns.InstantOrNull("RevokedAt"),
    };
}
