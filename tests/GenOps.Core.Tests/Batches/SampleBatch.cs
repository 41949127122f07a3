using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Wire;

namespace GenOps.Core.Tests.Batches;

/// <summary>A batch to begin with.</summary>
internal static class SampleBatch
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static BatchRow Validating { get; } = new()
    {
        BatchId = "batch_01JDRQ4V5K8T2M3N6P7R9S0A1B",
        Status = BatchStatus.Validating,
        Endpoint = InferenceEndpoint.ChatCompletions,
        InputFileId = "file-1",
        WindowHours = 24,
        CreatedAt = Now,
        ExpiresAt = Now.AddDays(1),
        Attribution = Attribution.None,
        KeyId = "key",
        ChunkSize = 50,
        MaxConcurrency = 64,
        OnBudget = BudgetGonePolicy.Wait,
    };
}
