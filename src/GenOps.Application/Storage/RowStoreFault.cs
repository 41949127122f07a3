namespace GenOps.Application.Storage;

/// <summary>Kinds of storage faults, the most certain first.</summary>
public enum RowStoreFault
{
    /// <summary>A row or transaction is over a limit; nothing happened.</summary>
    TooLarge,

    /// <summary>Storage refused for load; nothing happened.</summary>
    Throttled,

    /// <summary>Storage could not be reached or refused; nothing happened.</summary>
    Unavailable,

    /// <summary>The answer was lost: a transaction may have happened or may still happen.</summary>
    Unknown,
}
