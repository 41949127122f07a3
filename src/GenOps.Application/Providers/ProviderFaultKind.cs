namespace GenOps.Application.Providers;

/// <summary>Ways an attempt fails.</summary>
public enum ProviderFaultKind
{
    /// <summary>A 4xx that is the caller's to mend.</summary>
    Rejected,

    /// <summary>The provider does not accept our key.</summary>
    AuthRejected,

    /// <summary>The provider wants to be paid first (402).</summary>
    PaymentRequired,

    /// <summary>Over the provider's rate (429).</summary>
    RateLimited,

    /// <summary>The provider is overloaded (503).</summary>
    Overloaded,

    /// <summary>No connection was made: refused, unknown name, TLS.</summary>
    Unreachable,

    /// <summary>Not tried, because the provider failed too often just before.</summary>
    CircuitOpen,

    /// <summary>500, 502, 504 and other 5xx.</summary>
    ServerError,

    /// <summary>No answer in time after the request was sent.</summary>
    TimedOut,

    /// <summary>The connection broke after the request was sent, or the answer is none.</summary>
    Broken,
}
