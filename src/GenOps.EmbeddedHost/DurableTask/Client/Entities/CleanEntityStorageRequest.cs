namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What to clean.</summary>
public readonly record struct CleanEntityStorageRequest
{
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Accepted; this host has no locks.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    public string? ContinuationToken { get; init; }
}
