namespace GenOps.Application.Batches;

/// <summary>How running the items of a reservation ended.</summary>
public enum ChunkRan
{
    /// <summary>Nothing of it is running any more: it may be settled.</summary>
    Ended,

    /// <summary>Somebody else runs it, or did until a crash: try again later.</summary>
    Busy,
}
