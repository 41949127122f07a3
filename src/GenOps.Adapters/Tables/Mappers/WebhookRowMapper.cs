using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Alerts;

namespace GenOps.Adapters.Tables.Mappers;

internal static class WebhookRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<WebhookRow>("Webhook", Write, Read);

    private static void Write(WebhookRow row, IColumnWriter columns)
    {
        columns.Text("WebhookId", row.WebhookId);
        columns.LongColumn("BodyJson", row.Body);
        columns.Text("Address", row.Address);
        columns.Instant("CreatedAt", row.CreatedAt);
        columns.Number("Attempts", row.Attempts);
        columns.Instant("NextAttemptAt", row.NextAttemptAt);
        columns.Text("LastFault", row.LastFault);
        columns.Flag("IsDead", row.IsDead);
    }

    private static WebhookRow Read(ColumnReader columns) => new()
    {
        WebhookId = columns.Text("WebhookId"),
        Body = columns.LongColumn("BodyJson"),
        Address = columns.TextOrNull("Address"),
        CreatedAt = columns.Instant("CreatedAt"),
        Attempts = columns.SmallNumber("Attempts"),
        NextAttemptAt = columns.Instant("NextAttemptAt"),
        LastFault = columns.TextOrNull("LastFault"),
        IsDead = columns.Flag("IsDead"),
    };
}
