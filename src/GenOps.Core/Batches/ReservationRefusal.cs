namespace GenOps.Core.Batches;

/// <summary>Why nothing was reserved, the one that stands longest last.</summary>
public enum ReservationRefusal
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>The money is held by others and may free up.</summary>
    InFlight,

    /// <summary>Spent plus the next item's worst case passes a limit of the tenant.</summary>
    Exceeded,

    /// <summary>Spent plus the next item's worst case passes the batch's own limit: waiting cannot help.</summary>
    BatchLimit,
}
