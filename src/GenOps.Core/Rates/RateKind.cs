namespace GenOps.Core.Rates;

/// <summary>What of a tenant's calls is limited by rate, in the order in which it is checked.</summary>
public enum RateKind
{
    /// <summary>Requests per minute.</summary>
    Requests,

    /// <summary>Tokens per minute: the bounds of input and output together.</summary>
    Tokens,

    /// <summary>Calls running at the same time.</summary>
    Concurrency,
}
