using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Sessions;

namespace GenOps.Adapters.Tables.Mappers;

internal static class SessionRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<SessionRow>("Session", Write, Read);

    private static void Write(SessionRow row, IColumnWriter columns)
    {
        columns.Text("SessionId", row.SessionId);
        columns.Text("Name", row.Name);
        columns.Attribution(row.Attributes);
        columns.Instant("StartedAt", row.StartedAt);
        columns.Number("IdleTimeoutSeconds", row.IdleTimeoutSeconds);
        columns.Instant("EndedAt", row.EndedAt);
    }

    private static SessionRow Read(ColumnReader columns) => new()
    {
        SessionId = columns.Text("SessionId"),
        Name = columns.TextOrNull("Name"),
        Attributes = columns.Attribution(),
        StartedAt = columns.Instant("StartedAt"),
        IdleTimeoutSeconds = columns.SmallNumber("IdleTimeoutSeconds"),
        EndedAt = columns.InstantOrNull("EndedAt"),
    };
}
