using GenOps.Application.Batches;

namespace GenOps.Functions.Batches.Activities;

/// <summary>A batch whose every line has a result, and why some of them say that it ended without them.</summary>
public sealed record BatchEnd(BatchKey Batch, StopReason Stop);
