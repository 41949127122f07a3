using GenOps.Core.Batches;
using GenOps.Core.Wire;

namespace GenOps.Application.Batches;

/// <summary>A batch as asked for. The reader of the request has checked types and ranges and that the input file exists.</summary>
public sealed record NewBatch
{
    /// <summary>The route that all items use.</summary>
    public required InferenceEndpoint Endpoint { get; init; }

    /// <summary>The input file.</summary>
    public required string InputFileId { get; init; }

    /// <summary>Length of the completion window in hours, <see cref="BatchLimits.MinWindowHours"/> to <see cref="BatchLimits.MaxWindowHours"/>.</summary>
    public int WindowHours { get; init; } = BatchLimits.MinWindowHours;

    /// <summary>The metadata as sent, to be shown back.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Attribution in headers.</summary>
    public RequestMetadata Headers { get; init; } = RequestMetadata.Empty;

    /// <summary>Attribution in the metadata.</summary>
    public RequestMetadata Body { get; init; } = RequestMetadata.Empty;

    /// <summary>Items of a chunk, 1 to <see cref="BatchLimits.MaxChunkSize"/>.</summary>
    public int ChunkSize { get; init; } = BatchLimits.DefaultChunkSize;

    /// <summary>Provider calls in flight, 1 to <see cref="BatchLimits.MaxConcurrency"/>.</summary>
    public int MaxConcurrency { get; init; } = BatchLimits.DefaultConcurrency;

    /// <summary>What it does when its budget is gone.</summary>
    public BudgetGonePolicy OnBudget { get; init; }

    /// <summary>Most that it may cost, nano-dollars.</summary>
    public long? MaxCostNanoUsd { get; init; }

    /// <summary>Who is told when it ends.</summary>
    public string? CompletionWebhookUrl { get; init; }
}
