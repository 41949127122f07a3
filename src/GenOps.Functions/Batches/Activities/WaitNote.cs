using GenOps.Application.Batches;
using GenOps.Core.Batches;

namespace GenOps.Functions.Batches.Activities;

/// <summary>What a batch waits for, and until when.</summary>
public sealed record WaitNote(BatchKey Batch, WaitReason Reason, DateTimeOffset? ResumesAt);
