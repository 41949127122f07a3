namespace GenOps.Core.Batches;

/// <summary>What became of an item under one reservation.</summary>
public enum ItemState
{
    /// <summary>Money is held for it; nothing was sent.</summary>
    Waiting,

    /// <summary>A call was about to be sent. Found so after a crash, it may have been charged.</summary>
    InFlight,

    /// <summary>Answered, entered and stored.</summary>
    Answered,

    /// <summary>Failed for good; its line is stored.</summary>
    Failed,

    /// <summary>The provider may have charged for a failure; entered as in doubt, to be repeated under a new reservation.</summary>
    Faulted,

    /// <summary>Its answer was lost in a crash; entered as in doubt, to be repeated under a new reservation.</summary>
    Lost,
}
