namespace GenOps.Application.Calls;

/// <summary>The steps of a governed call whose times are told apart.</summary>
public enum CallStep
{
    /// <summary>Reading the key and knowing the caller.</summary>
    Auth,

    /// <summary>Receiving and reading the body.</summary>
    Body,

    /// <summary>Attribution, session and rules.</summary>
    Policy,

    /// <summary>Price and worst case.</summary>
    Estimate,

    /// <summary>Holding the worst case, waiting for money included.</summary>
    Hold,

    /// <summary>Waiting for the provider.</summary>
    Provider,

    /// <summary>Working out the cost and its entry.</summary>
    Settle,

    /// <summary>Waiting until the entry is durable.</summary>
    Ledger,
}
