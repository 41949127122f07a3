using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Batches;
using GenOps.Core.Wire;

namespace GenOps.Adapters.Tables.Mappers;

internal static class BatchRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<BatchRow>("Batch", Write, Read);

    private static void Write(BatchRow row, IColumnWriter columns)
    {
        columns.Text("BatchId", row.BatchId);
        columns.Name("Status", row.Status);
        columns.Name("Endpoint", row.Endpoint);
        columns.Text("InputFileId", row.InputFileId);
        columns.Text("OutputFileId", row.OutputFileId);
        columns.Text("ErrorFileId", row.ErrorFileId);
        columns.Number("Total", row.Total);
        columns.Number("Completed", row.Completed);
        columns.Number("Failed", row.Failed);
        columns.Number("WindowHours", row.WindowHours);
        columns.Instant("CreatedAt", row.CreatedAt);
        columns.Instant("ExpiresAt", row.ExpiresAt);
        columns.Instant("InProgressAt", row.InProgressAt);
        columns.Instant("FinalizingAt", row.FinalizingAt);
        columns.Instant("CompletedAt", row.CompletedAt);
        columns.Instant("FailedAt", row.FailedAt);
        columns.Instant("ExpiredAt", row.ExpiredAt);
        columns.Instant("CancellingAt", row.CancellingAt);
        columns.Instant("CancelledAt", row.CancelledAt);
        StoredJson.Write(columns, "MetadataJson", row.Metadata);
        columns.Attribution(row.Attribution);
        columns.Text("SessionId", row.SessionId);
        columns.Text("KeyId", row.KeyId);
        columns.Number("ChunkSize", row.ChunkSize);
        columns.Number("MaxConcurrency", row.MaxConcurrency);
        columns.Name("OnBudget", row.OnBudget);
        if (row.MaxCostNanoUsd is { } maxCost)
        {
            columns.Number("MaxCostNanoUsd", maxCost);
        }

        columns.Text("CompletionWebhookUrl", row.CompletionWebhookUrl);
        columns.Number("CostNanoUsd", row.CostNanoUsd);
        columns.Number("HeldNanoUsd", row.HeldNanoUsd);
        columns.Number("ExpectedNanoUsd", row.ExpectedNanoUsd);
        columns.Number("WorstCaseNanoUsd", row.WorstCaseNanoUsd);
        columns.Name("WaitingFor", row.WaitingFor);
        columns.Instant("ResumesAt", row.ResumesAt);
        columns.Number("ChunksTotal", row.ChunksTotal);
        columns.Number("ChunksDone", row.ChunksDone);
        StoredJson.Write(columns, "ErrorsJson", row.Errors);
        columns.Flag("IsCancelRequested", row.IsCancelRequested);
        columns.Flag("IsContentRemoved", row.IsContentRemoved);
    }

    private static BatchRow Read(ColumnReader columns) => new()
    {
        BatchId = columns.Text("BatchId"),
        Status = columns.Name<BatchStatus>("Status"),
        Endpoint = columns.Name<InferenceEndpoint>("Endpoint"),
        InputFileId = columns.Text("InputFileId"),
        OutputFileId = columns.TextOrNull("OutputFileId"),
        ErrorFileId = columns.TextOrNull("ErrorFileId"),
        Total = columns.SmallNumber("Total"),
        Completed = columns.SmallNumber("Completed"),
        Failed = columns.SmallNumber("Failed"),
        WindowHours = columns.SmallNumber("WindowHours"),
        CreatedAt = columns.Instant("CreatedAt"),
        ExpiresAt = columns.Instant("ExpiresAt"),
        InProgressAt = columns.InstantOrNull("InProgressAt"),
        FinalizingAt = columns.InstantOrNull("FinalizingAt"),
        CompletedAt = columns.InstantOrNull("CompletedAt"),
        FailedAt = columns.InstantOrNull("FailedAt"),
        ExpiredAt = columns.InstantOrNull("ExpiredAt"),
        CancellingAt = columns.InstantOrNull("CancellingAt"),
        CancelledAt = columns.InstantOrNull("CancelledAt"),
        Metadata = StoredJson.Read<IReadOnlyDictionary<string, string>>(columns, "MetadataJson"),
        Attribution = columns.Attribution(),
        SessionId = columns.TextOrNull("SessionId"),
        KeyId = columns.Text("KeyId"),
        ChunkSize = columns.SmallNumber("ChunkSize"),
        MaxConcurrency = columns.SmallNumber("MaxConcurrency"),
        OnBudget = columns.Name<BudgetGonePolicy>("OnBudget"),
        MaxCostNanoUsd = columns.NumberOrNull("MaxCostNanoUsd"),
        CompletionWebhookUrl = columns.TextOrNull("CompletionWebhookUrl"),
        CostNanoUsd = columns.Number("CostNanoUsd"),
        HeldNanoUsd = columns.Number("HeldNanoUsd"),
        ExpectedNanoUsd = columns.Number("ExpectedNanoUsd"),
        WorstCaseNanoUsd = columns.Number("WorstCaseNanoUsd"),
        WaitingFor = columns.Name<WaitReason>("WaitingFor"),
        ResumesAt = columns.InstantOrNull("ResumesAt"),
        ChunksTotal = columns.SmallNumber("ChunksTotal"),
        ChunksDone = columns.SmallNumber("ChunksDone"),
        Errors = StoredJson.Read<IReadOnlyList<BatchError>>(columns, "ErrorsJson"),
        IsCancelRequested = columns.Flag("IsCancelRequested"),
        IsContentRemoved = columns.Flag("IsContentRemoved"),
    };
}
