namespace GenOps.Core.Batches;

/// <summary>Where a batch stands; OpenAI's statuses.</summary>
public enum BatchStatus
{
    /// <summary>The input file is being read.</summary>
    Validating,

    /// <summary>The input file was refused; nothing was spent.</summary>
    Failed,

    /// <summary>Items are being run, or wait for money.</summary>
    InProgress,

    /// <summary>The output files are being written.</summary>
    Finalizing,

    /// <summary>Every line is in the output or the error file.</summary>
    Completed,

    /// <summary>The completion window ended first; what was not run is in the error file.</summary>
    Expired,

    /// <summary>Cancelled by the caller; what runs is being awaited.</summary>
    Cancelling,

    /// <summary>Cancelled; what finished is kept and charged.</summary>
    Cancelled,
}
