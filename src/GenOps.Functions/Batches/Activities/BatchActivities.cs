using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;
using GenOps.Application.Batches.Validation;
using GenOps.Core.Batches;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Batches.Activities;

/// <summary>The steps of a batch as a whole. Each may run twice.</summary>
public sealed class BatchActivities(
    BatchBook book, BatchEnds ends, BatchValidation validation, BatchOutput output, OpenReservations reservations, TimeProvider time)
{
    /// <summary>Reads the input file and cuts it into chunks; the faults of a bad one go to the batch's row.</summary>
    [Function(nameof(ValidateBatch))]
    public async Task<BatchPlan> ValidateBatch([ActivityTrigger] BatchKey batch, CancellationToken cancellationToken)
    {
        var before = await book.FindAsync(batch.Tenant, batch.BatchId, cancellationToken)
            ?? throw new InvalidOperationException($"Batch {batch.BatchId} has no row.");
        if (before.InProgressAt is null && !before.IsOver)
        {
            var read = await validation.RunAsync(batch.Tenant, batch.BatchId, cancellationToken);
            before = await ends.ChangeAsync(
                batch,
                row => BatchStates.Validated(row, read.Items, read.Chunks, read.ExpectedNanoUsd, read.WorstCaseNanoUsd, read.Errors, time.GetUtcNow()),
                cancellationToken);
        }

        return new BatchPlan(before.IsOver ? 0 : before.ChunksTotal, before.MaxConcurrency, before.OnBudget, before.ExpiresAt, before.IsOver);
    }

    /// <summary>Says what the batch waits for.</summary>
    [Function(nameof(NoteWaiting))]
    public async Task NoteWaiting([ActivityTrigger] WaitNote note, CancellationToken cancellationToken) =>
        await book.ChangeAsync(note.Batch, row => BatchStates.Waiting(row, note.Reason, note.ResumesAt), cancellationToken);

    /// <summary>Puts the results together into the output and error file, and ends the batch.</summary>
    [Function(nameof(FinalizeBatch))]
    public async Task FinalizeBatch([ActivityTrigger] BatchEnd end, CancellationToken cancellationToken)
    {
        var batch = await book.ChangeAsync(end.Batch, row => BatchStates.Finalizing(row, time.GetUtcNow()), cancellationToken);
        if (batch.IsOver)
        {
            return;
        }

        var files = await output.WriteAsync(end.Batch.Tenant, end.Batch.BatchId, cancellationToken);
        await ends.ChangeAsync(
            end.Batch,
            row => BatchStates.Ended(row, end.Stop is StopReason.Expired, files.OutputFileId, files.ErrorFileId, time.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>Says that the batch cannot be finished and gives back what it holds. False while a chunk is still being run.</summary>
    [Function(nameof(BreakBatch))]
    public async Task<bool> BreakBatch([ActivityTrigger] BatchKey batch, CancellationToken cancellationToken)
    {
        await ends.ChangeAsync(batch, row => BatchStates.Broken(row, time.GetUtcNow()), cancellationToken);
        return await reservations.ReleaseAsync(batch, cancellationToken);
    }
}
