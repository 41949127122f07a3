namespace GenOps.Core.Batches;

/// <summary>How a batch moves from one status to the next. Pure; each step made twice gives what it gave once.</summary>
public static class BatchStates
{
    /// <summary>Asks for the end; one that is over or finalizing stays as it is.</summary>
    public static BatchRow Cancel(BatchRow batch, DateTimeOffset now) =>
        batch.IsCancelRequested || batch.Status is not (BatchStatus.Validating or BatchStatus.InProgress)
            ? batch
            : batch with { IsCancelRequested = true, Status = BatchStatus.Cancelling, CancellingAt = now };
}
