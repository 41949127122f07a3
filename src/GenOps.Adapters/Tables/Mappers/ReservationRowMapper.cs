using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Batches;

namespace GenOps.Adapters.Tables.Mappers;

internal static class ReservationRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<ReservationRow>("Reservation", Write, Read);

    private static void Write(ReservationRow row, IColumnWriter columns)
    {
        columns.Text("BatchId", row.BatchId);
        columns.Number("Chunk", row.Chunk);
        columns.Number("Attempt", row.Attempt);
        columns.Text("Path", row.Path);
        columns.Day("Day", row.Day);
        columns.Number("ScopesVersion", row.ScopesVersion);
        StoredJson.Write(columns, "ItemsJson", row.Items);
        columns.Flag("IsRest", row.IsRest);
        columns.Number("GrantedNanoUsd", row.GrantedNanoUsd);
        columns.Number("SettledNanoUsd", row.SettledNanoUsd);
        columns.Number("FoldedNanoUsd", row.FoldedNanoUsd);
        columns.Text("Claim", row.Claim);
        columns.Number("Seq", row.Seq);
        columns.Flag("Closed", row.Closed);
    }

    private static ReservationRow Read(ColumnReader columns) => new()
    {
        BatchId = columns.Text("BatchId"),
        Chunk = columns.SmallNumber("Chunk"),
        Attempt = columns.SmallNumber("Attempt"),
        Path = columns.Text("Path"),
        Day = columns.Day("Day"),
        ScopesVersion = columns.Number("ScopesVersion"),
        Items = StoredJson.Read<IReadOnlyList<ReservedItem>>(columns, "ItemsJson"),
        IsRest = columns.Flag("IsRest"),
        GrantedNanoUsd = columns.Number("GrantedNanoUsd"),
        SettledNanoUsd = columns.Number("SettledNanoUsd"),
        FoldedNanoUsd = columns.Number("FoldedNanoUsd"),
        Claim = columns.TextOrNull("Claim"),
        Seq = columns.Number("Seq"),
        Closed = columns.Flag("Closed"),
    };
}
