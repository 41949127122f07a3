namespace GenOps.Application.Batches;

/// <summary>How running the items of a reservation ended.</summary>
/// <param name="BusyFor">
/// How long the claim of somebody else lasts, who runs them or did until a crash; longer when that one goes on. Null when nothing of the reservation is
/// running any more: it may be settled.
/// </param>
public sealed record ChunkRan(TimeSpan? BusyFor)
{
    /// <summary>Nothing of it is running any more.</summary>
    public static ChunkRan Ended { get; } = new((TimeSpan?)null);

    /// <summary>Somebody else has claimed it.</summary>
    public bool IsBusy => BusyFor is not null;
}
