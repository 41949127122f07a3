namespace GenOps.Application.Batches;

/// <summary>How running the items of a reservation ended.</summary>
/// <param name="BusyFor">
/// When to run it again: how long the claim of somebody else lasts, who runs them or did until a crash, or a pause while the tenant's rates let nothing
/// start. Null when nothing of the reservation is running any more: it may be settled.
/// </param>
/// <param name="EndsChunk">Whether every line of the chunk has a result: once settled, it needs no other reservation.</param>
public sealed record ChunkRan(TimeSpan? BusyFor, bool EndsChunk = false)
{
    /// <summary>It is not over: somebody else has claimed it, or its items wait for a rate.</summary>
    public bool IsBusy => BusyFor is not null;
}
