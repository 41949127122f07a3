namespace GenOps.Application.Batches;

/// <summary>Sets the orchestration of a batch going. The batch's row is the truth; all calls may be repeated.</summary>
public interface IBatchStarter
{
    /// <summary>Starts the batch unless it was started before.</summary>
    Task StartAsync(BatchKey batch, CancellationToken cancellationToken);

    /// <summary>What the orchestration of a batch does.</summary>
    Task<BatchRunState> StateAsync(BatchKey batch, CancellationToken cancellationToken);

    /// <summary>Tells a waiting batch to look again. A hint: losing it costs time, never correctness, so it never fails.</summary>
    Task HintAsync(BatchKey batch, CancellationToken cancellationToken);
}
