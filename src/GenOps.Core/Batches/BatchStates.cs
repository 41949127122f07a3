namespace GenOps.Core.Batches;

/// <summary>How a batch moves from one status to the next. Pure; each step made twice gives what it gave once.</summary>
public static class BatchStates
{
    private static readonly BatchError Fault =
        new("batch_failed", "The batch could not be finished for a reason inside this service; what it cost is in the ledger.");

    /// <summary>Asks for the end; one that is finalizing or over stays as it is.</summary>
    public static BatchRow Cancel(BatchRow batch, DateTimeOffset now) =>
        batch.IsCancelRequested || batch.Status is not (BatchStatus.Validating or BatchStatus.InProgress)
            ? batch
            : batch with { IsCancelRequested = true, Status = BatchStatus.Cancelling, CancellingAt = now };

    /// <summary>The input was read: with faults the batch fails, else its items may run.</summary>
    public static BatchRow Validated(
        BatchRow batch, int items, int chunks, long expectedNanoUsd, long worstCaseNanoUsd, IReadOnlyList<BatchError> errors, DateTimeOffset now)
    {
        if (batch.Status is not (BatchStatus.Validating or BatchStatus.Cancelling) || batch.InProgressAt is not null)
        {
            return batch;
        }

        if (errors.Count > 0)
        {
            return batch with { Status = BatchStatus.Failed, FailedAt = now, Errors = [.. errors.Take(BatchLimits.MaxErrors)] };
        }

        return batch with
        {
            Status = batch.IsCancelRequested ? BatchStatus.Cancelling : BatchStatus.InProgress,
            InProgressAt = now,
            Total = items,
            ChunksTotal = chunks,
            ExpectedNanoUsd = expectedNanoUsd,
            WorstCaseNanoUsd = worstCaseNanoUsd,
        };
    }

    /// <summary>The orchestration failed for a reason that no caller can mend.</summary>
    public static BatchRow Broken(BatchRow batch, DateTimeOffset now) => batch.IsOver
        ? batch
        : batch with { Status = BatchStatus.Failed, FailedAt = now, WaitingFor = WaitReason.None, ResumesAt = null, Errors = [Fault] };

    /// <summary>It waits, or goes on.</summary>
    public static BatchRow Waiting(BatchRow batch, WaitReason reason, DateTimeOffset? resumesAt) =>
        batch.WaitingFor == reason && batch.ResumesAt == resumesAt ? batch : batch with { WaitingFor = reason, ResumesAt = resumesAt };

    /// <summary>A rate lets none of its items start; that it waits for money is told first.</summary>
    public static BatchRow WaitingForRate(BatchRow batch, DateTimeOffset? resumesAt) =>
        batch.IsOver || batch.WaitingFor is WaitReason.Budget ? batch : Waiting(batch, WaitReason.Rate, resumesAt);

    /// <summary>A rate lets its items start again.</summary>
    public static BatchRow LetGoByRate(BatchRow batch) => batch.WaitingFor is WaitReason.Rate ? Waiting(batch, WaitReason.None, null) : batch;

    /// <summary>Every line has a result; the files are being written.</summary>
    public static BatchRow Finalizing(BatchRow batch, DateTimeOffset now) => batch.FinalizingAt is not null || batch.IsOver
        ? batch
        : batch with
        {
            Status = batch.IsCancelRequested ? BatchStatus.Cancelling : BatchStatus.Finalizing,
            FinalizingAt = now,
            WaitingFor = WaitReason.None,
            ResumesAt = null,
        };

    /// <summary>The files are there.</summary>
    public static BatchRow Ended(BatchRow batch, bool isExpired, string? outputFileId, string? errorFileId, DateTimeOffset now)
    {
        if (batch.IsOver)
        {
            return batch;
        }

        batch = batch with { OutputFileId = outputFileId, ErrorFileId = errorFileId };
        return batch.IsCancelRequested ? batch with { Status = BatchStatus.Cancelled, CancelledAt = now }
            : isExpired ? batch with { Status = BatchStatus.Expired, ExpiredAt = now }
            : batch with { Status = BatchStatus.Completed, CompletedAt = now };
    }
}
