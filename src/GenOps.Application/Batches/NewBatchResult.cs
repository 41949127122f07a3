using GenOps.Application.Calls;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>What became of a batch that was asked for: made, or refused.</summary>
public sealed record NewBatchResult
{
    private NewBatchResult(BatchRow? batch, CallError? error) => (Batch, Error) = (batch, error);

    /// <summary>The batch; null when it was refused.</summary>
    public BatchRow? Batch { get; }

    /// <summary>Why it was refused; null when it was made.</summary>
    public CallError? Error { get; }

    /// <summary>A batch that was made.</summary>
    public static NewBatchResult Of(BatchRow batch) => new(batch, null);

    /// <summary>A refusal.</summary>
    public static NewBatchResult Of(CallError error) => new(null, error);
}
