using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Alerts;

namespace GenOps.Adapters.Tables.Mappers;

internal static class WebhookSecretRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<WebhookSecretRow>("WebhookSecret", Write, Read);

    private static void Write(WebhookSecretRow row, IColumnWriter columns)
    {
        columns.Text("Salt", row.Salt);
        columns.Instant("CreatedAt", row.CreatedAt);
    }

    private static WebhookSecretRow Read(ColumnReader columns) => new(columns.Text("Salt"), columns.Instant("CreatedAt"));
}
