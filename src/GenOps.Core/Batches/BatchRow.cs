using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Wire;

namespace GenOps.Core.Batches;

/// <summary>One batch as its caller sees it. Who writes it reads it first and replaces that version.</summary>
public sealed record BatchRow : Row
{
    /// <summary>Prefix of all batch keys; newer batches come first.</summary>
    public const string KeyPrefix = "B|";

    /// <summary><c>batch_</c> and a ULID.</summary>
    public required string BatchId { get; init; }

    /// <summary>Where it stands.</summary>
    public required BatchStatus Status { get; init; }

    /// <summary>The route that all its items use.</summary>
    public required InferenceEndpoint Endpoint { get; init; }

    /// <summary>The file with its lines.</summary>
    public required string InputFileId { get; init; }

    /// <summary>The file with the answers, once it is written and not empty.</summary>
    public string? OutputFileId { get; init; }

    /// <summary>The file with what failed, once it is written and not empty.</summary>
    public string? ErrorFileId { get; init; }

    /// <summary>Lines of the input; 0 until it is validated.</summary>
    public int Total { get; init; }

    /// <summary>Lines whose answer is (to be) in the output file.</summary>
    public int Completed { get; init; }

    /// <summary>Lines that are (to be) in the error file.</summary>
    public int Failed { get; init; }

    /// <summary>Length of the completion window, hours.</summary>
    public required int WindowHours { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When unfinished lines expire.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When its first item could run.</summary>
    public DateTimeOffset? InProgressAt { get; init; }

    /// <summary>When its files began to be written.</summary>
    public DateTimeOffset? FinalizingAt { get; init; }

    /// <summary>When it was complete.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When its input was refused.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When it expired.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>When cancelling began.</summary>
    public DateTimeOffset? CancellingAt { get; init; }

    /// <summary>When cancelling ended.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>The caller's metadata, as it is shown back.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom its items are charged to, decided when it was made.</summary>
    public required Attribution Attribution { get; init; }

    /// <summary>Session that its items belong to: the caller's, or one of its own.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether the session was made for it and ends with it.</summary>
    public bool OwnsSession => SessionId == BatchIds.UlidOf(BatchId);

    /// <summary>Public id of the key that made it.</summary>
    public required string KeyId { get; init; }

    /// <summary>Items of a chunk.</summary>
    public required int ChunkSize { get; init; }

    /// <summary>Provider calls in flight, at most.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>What it does when its budget is gone.</summary>
    public required BudgetGonePolicy OnBudget { get; init; }

    /// <summary>Most that it may cost, nano-dollars; null sets no limit of its own.</summary>
    public long? MaxCostNanoUsd { get; init; }

    /// <summary>Who is told when it ends.</summary>
    public string? CompletionWebhookUrl { get; init; }

    /// <summary>What the settled reservations cost, nano-dollars.</summary>
    public long CostNanoUsd { get; init; }

    /// <summary>What the open reservations hold, nano-dollars.</summary>
    public long HeldNanoUsd { get; init; }

    /// <summary>Expected cost of all items, nano-dollars; known once validated.</summary>
    public long ExpectedNanoUsd { get; init; }

    /// <summary>Worst case of all items, nano-dollars; known once validated.</summary>
    public long WorstCaseNanoUsd { get; init; }

    /// <summary>What it waits for.</summary>
    public WaitReason WaitingFor { get; init; }

    /// <summary>When waiting may end by itself; null when that cannot be known.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>Chunks in all; 0 until it is validated.</summary>
    public int ChunksTotal { get; init; }

    /// <summary>Chunks whose every line has a result.</summary>
    public int ChunksDone { get; init; }

    /// <summary>What is wrong with the input, at most <see cref="BatchLimits.MaxErrors"/>.</summary>
    public IReadOnlyList<BatchError> Errors { get; init; } = [];

    /// <summary>Set once by the caller; read before each call to the provider.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>Whether its chunks and results are gone; its files go by themselves.</summary>
    public bool IsContentRemoved { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt => IsOver ? CompletedAt ?? ExpiredAt ?? CancelledAt ?? FailedAt : null;

    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsOver => Status is BatchStatus.Failed or BatchStatus.Completed or BatchStatus.Expired or BatchStatus.Cancelled;

    /// <inheritdoc/>
    public override string RowKey => KeyOf(BatchId);

    /// <summary>The key of a batch.</summary>
    public static string KeyOf(string batchId) => KeyPrefix + BatchIds.Reverse(batchId);
}
