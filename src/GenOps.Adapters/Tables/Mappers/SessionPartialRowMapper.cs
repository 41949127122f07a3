using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tables.Mappers;

internal static class SessionPartialRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<SessionPartialRow>("SessionPartial", Write, Read);

    private static void Write(SessionPartialRow row, IColumnWriter columns)
    {
        columns.Text("SessionId", row.SessionId);
        columns.Text("Owner", row.Owner);
        StoredJson.Write(columns, "ByModelJson", row.ByModel);
        columns.Latency(row.Latency);
        columns.Instant("FirstAt", row.FirstAt);
        columns.Instant("LastAt", row.LastAt);
    }

    private static SessionPartialRow Read(ColumnReader columns) => new(
        columns.Text("SessionId"),
        columns.Text("Owner"),
        StoredJson.Read<IReadOnlyDictionary<string, Tally>>(columns, "ByModelJson"),
        columns.Latency(),
        columns.Instant("FirstAt"),
        columns.Instant("LastAt"));
}
