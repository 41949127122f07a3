using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tables.Mappers;

internal static class EntryRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<EntryRow>("Entry", Write, Read);

    private static void Write(EntryRow row, IColumnWriter columns)
    {
        columns.Day("Day", row.Day);
        columns.Text("EntryId", row.EntryId);
        columns.Text("RequestId", row.RequestId);
        columns.Number("Attempt", row.Attempt);
        columns.Name("Kind", row.Kind);
        columns.Instant("At", row.At);
        columns.Text("Path", row.Path);
        columns.Attribution(row.Attribution);
        columns.Text("SessionId", row.SessionId);
        columns.Text("BatchId", row.BatchId);
        columns.Text("CustomId", row.CustomId);
        columns.Text("Model", row.Model);
        columns.Text("PriceVersion", row.PriceVersion);
        columns.Number("InputTokens", row.InputTokens);
        columns.Number("CachedTokens", row.CachedTokens);
        columns.Number("OutputTokens", row.OutputTokens);
        columns.Number("ReasoningTokens", row.ReasoningTokens);
        columns.Number("OutputTokenBound", row.OutputTokenBound);
        columns.Number("CostNanoUsd", row.CostNanoUsd);
        columns.Number("HeldNanoUsd", row.HeldNanoUsd);
        columns.Flag("Estimated", row.Estimated);
        columns.Flag("Overage", row.Overage);
        columns.Name("Status", row.Status);
        columns.Number("ProviderMicroseconds", row.ProviderMicroseconds);
        columns.Number("OverheadMicroseconds", row.OverheadMicroseconds);
        columns.Day("ForDate", row.ForDate);
        columns.Text("Reason", row.Reason);
    }

    private static EntryRow Read(ColumnReader columns) => new()
    {
        Day = columns.Day("Day"),
        EntryId = columns.Text("EntryId"),
        RequestId = columns.Text("RequestId"),
        Attempt = columns.SmallNumber("Attempt"),
        Kind = columns.Name<EntryKind>("Kind"),
        At = columns.Instant("At"),
        Path = columns.Text("Path"),
        Attribution = columns.Attribution(),
        SessionId = columns.TextOrNull("SessionId"),
        BatchId = columns.TextOrNull("BatchId"),
        CustomId = columns.TextOrNull("CustomId"),
        Model = columns.TextOrNull("Model"),
        PriceVersion = columns.TextOrNull("PriceVersion"),
        InputTokens = columns.Number("InputTokens"),
        CachedTokens = columns.Number("CachedTokens"),
        OutputTokens = columns.Number("OutputTokens"),
        ReasoningTokens = columns.Number("ReasoningTokens"),
        OutputTokenBound = columns.NumberOrNull("OutputTokenBound") ?? 0,
        CostNanoUsd = columns.Number("CostNanoUsd"),
        HeldNanoUsd = columns.Number("HeldNanoUsd"),
        Estimated = columns.Flag("Estimated"),
        Overage = columns.Flag("Overage"),
        Status = columns.Name<EntryStatus>("Status"),
        ProviderMicroseconds = columns.Number("ProviderMicroseconds"),
        OverheadMicroseconds = columns.Number("OverheadMicroseconds"),
        ForDate = columns.DayOrNull("ForDate"),
        Reason = columns.TextOrNull("Reason"),
    };
}
