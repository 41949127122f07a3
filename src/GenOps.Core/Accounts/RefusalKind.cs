namespace GenOps.Core.Accounts;

/// <summary>Why no money was held, in order of precedence.</summary>
public enum RefusalKind
{
    /// <summary>The tenant does not exist or was deleted.</summary>
    TenantGone,

    /// <summary>Storage could not be reached in time.</summary>
    LedgerUnavailable,

    /// <summary>Spent plus what the call needs passes a limit.</summary>
    Exceeded,

    /// <summary>The money is held by running calls and may free up.</summary>
    InFlight,
}
