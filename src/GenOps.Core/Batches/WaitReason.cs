namespace GenOps.Core.Batches;

/// <summary>What a paused batch waits for.</summary>
public enum WaitReason
{
    /// <summary>It does not wait.</summary>
    None,

    /// <summary>Money.</summary>
    Budget,

    /// <summary>A rate limit.</summary>
    Rate,
}
