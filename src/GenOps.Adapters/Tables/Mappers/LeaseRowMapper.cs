using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Accounts;

namespace GenOps.Adapters.Tables.Mappers;

internal static class LeaseRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<LeaseRow>("Lease", Write, Read);

    private static void Write(LeaseRow row, IColumnWriter columns)
    {
        columns.Text("LeaseId", row.LeaseId);
        columns.Text("Owner", row.Owner);
        columns.Text("Path", row.Path);
        columns.Day("Day", row.Day);
        columns.Number("ScopesVersion", row.ScopesVersion);
        columns.Number("GrantedNanoUsd", row.GrantedNanoUsd);
        columns.Number("SettledNanoUsd", row.SettledNanoUsd);
        columns.Number("FoldedNanoUsd", row.FoldedNanoUsd);
        columns.Number("Seq", row.Seq);
        columns.Flag("Closed", row.Closed);
        columns.Number("InDoubtLeftNanoUsd", row.InDoubtLeftNanoUsd);
    }

    private static LeaseRow Read(ColumnReader columns) => new()
    {
        LeaseId = columns.Text("LeaseId"),
        Owner = columns.Text("Owner"),
        Path = columns.Text("Path"),
        Day = columns.Day("Day"),
        ScopesVersion = columns.Number("ScopesVersion"),
        GrantedNanoUsd = columns.Number("GrantedNanoUsd"),
        SettledNanoUsd = columns.Number("SettledNanoUsd"),
        FoldedNanoUsd = columns.Number("FoldedNanoUsd"),
        Seq = columns.Number("Seq"),
        Closed = columns.Flag("Closed"),
        InDoubtLeftNanoUsd = columns.Number("InDoubtLeftNanoUsd"),
    };
}
