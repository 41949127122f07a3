namespace GenOps.Application.Storage;

/// <summary>
/// What became of a transaction: committed with the new ETag of every change in order (null for deletions), or nothing changed.
/// </summary>
public sealed record CommitOutcome(bool IsCommitted, IReadOnlyList<string?> ETags)
{
    /// <summary>A row existed, was missing or had another ETag than the transaction demanded.</summary>
    public static CommitOutcome Conflict { get; } = new(false, []);
}
