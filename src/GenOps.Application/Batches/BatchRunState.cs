namespace GenOps.Application.Batches;

/// <summary>What the orchestration of a batch does.</summary>
public enum BatchRunState
{
    /// <summary>There is none: it was never started, or its history is gone.</summary>
    Missing,

    /// <summary>It runs, waits, or is about to start.</summary>
    Running,

    /// <summary>It ended, in whatever way.</summary>
    Ended,
}
