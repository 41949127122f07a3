using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Audit;

namespace GenOps.Adapters.Tables.Mappers;

internal static class AuditRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<AuditRow>("Audit", Write, Read);

    private static void Write(AuditRow row, IColumnWriter columns)
    {
        columns.Text("AuditId", row.AuditId);
        columns.Instant("At", row.At);
        columns.Text("Actor", row.Actor);
        columns.Text("Action", row.Action);
        columns.Text("Target", row.Target);
        columns.LongColumn("BeforeJson", row.Before);
        columns.LongColumn("AfterJson", row.After);
    }

    private static AuditRow Read(ColumnReader columns) => new()
    {
        AuditId = columns.Text("AuditId"),
        At = columns.Instant("At"),
        Actor = columns.Text("Actor"),
        Action = columns.Text("Action"),
        Target = columns.Text("Target"),
        Before = columns.LongColumnOrNull("BeforeJson"),
        After = columns.LongColumnOrNull("AfterJson"),
    };
}
