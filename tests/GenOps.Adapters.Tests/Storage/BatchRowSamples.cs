using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Wire;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Rows of batches: with nothing optional and with everything.</summary>
internal static class BatchRowSamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 7, 45, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 24);

    public static void Add(Dictionary<string, Row> samples)
    {
        samples["batch, bare"] = Bare();
        samples["batch, full"] = Full();
        samples["reservation, bare"] = new ReservationRow
        {
            BatchId = "bare", Chunk = 0, Attempt = 1, Path = string.Empty, Day = Day, ScopesVersion = 1, Items = [], GrantedNanoUsd = 0,
        };
        samples["reservation, full"] = new ReservationRow
        {
            BatchId = "full",
            Chunk = int.MaxValue,
            Attempt = 2,
            Path = "search.ranker",
            Day = Day.AddDays(1),
            ScopesVersion = 2,
            Items = [.. Enumerable.Range(0, BatchLimits.MaxChunkSize).Select(index => new ReservedItem(index, long.MaxValue - index, (ItemState)(index % 6)))],
            IsRest = true,
            GrantedNanoUsd = 3,
            SettledNanoUsd = 4,
            FoldedNanoUsd = 5,
            Claim = RowSamples.Hostile,
            Seq = 6,
            Closed = true,
        };
        samples["chunk"] = new ChunkRow("one", 1, 2, 3);
        samples["chunk, other"] = new ChunkRow("other", 4, 5, 6);
    }

    private static BatchRow Bare() => new()
    {
        BatchId = "batch_01JDRQ4V5K8T2M3N6P7R9S0A1B",
        Status = BatchStatus.Validating,
        Endpoint = InferenceEndpoint.ChatCompletions,
        InputFileId = "file-1",
        WindowHours = 24,
        CreatedAt = At,
        ExpiresAt = At.AddDays(1),
        Attribution = Attribution.None,
        KeyId = "key",
        ChunkSize = 1,
        MaxConcurrency = 1,
        OnBudget = BudgetGonePolicy.Wait,
    };

    private static BatchRow Full() => new()
    {
        BatchId = "batch_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        Status = BatchStatus.Cancelling,
        Endpoint = InferenceEndpoint.Embeddings,
        InputFileId = "file-2",
        OutputFileId = "file-3",
        ErrorFileId = "file-4",
        Total = 7,
        Completed = 4,
        Failed = 3,
        WindowHours = 744,
        CreatedAt = At.AddTicks(1),
        ExpiresAt = At.AddTicks(2),
        InProgressAt = At.AddTicks(3),
        FinalizingAt = At.AddTicks(4),
        CompletedAt = At.AddTicks(5),
        FailedAt = At.AddTicks(6),
        ExpiredAt = At.AddTicks(7),
        CancellingAt = At.AddTicks(8),
        CancelledAt = At.AddTicks(9),
        Metadata = new Dictionary<string, string> { ["run"] = RowSamples.Hostile },
        Attribution = new Attribution
        {
            Team = "search", Project = "ranker", Customer = "acme", CostCenter = "cc", Environment = "production", Feature = "f", User = "u", Tags = "a=b",
        },
        SessionId = "session",
        KeyId = "other key",
        ChunkSize = 500,
        MaxConcurrency = 256,
        OnBudget = BudgetGonePolicy.Fail,
        MaxCostNanoUsd = 0,
        CompletionWebhookUrl = "https://example.com/done",
        CostNanoUsd = 1,
        HeldNanoUsd = 2,
        ExpectedNanoUsd = 3,
        WorstCaseNanoUsd = 4,
        WaitingFor = WaitReason.Budget,
        ResumesAt = At.AddTicks(10),
        ChunksTotal = 5,
        ChunksDone = 6,
        Errors = [.. Enumerable.Range(1, BatchLimits.MaxErrors).Select(line => new BatchError("code", new string('m', 300), "body", line))],
        IsCancelRequested = true,
        IsContentRemoved = true,
    };
}
