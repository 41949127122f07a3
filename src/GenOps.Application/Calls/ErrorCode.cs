namespace GenOps.Application.Calls;

/// <summary>Everything a governed call can be refused or fail with, in order of precedence.</summary>
public enum ErrorCode
{
    /// <summary>No valid key.</summary>
    InvalidApiKey,

    /// <summary>Body over the limit.</summary>
    RequestTooLarge,

    /// <summary>The body or a header is malformed or over a limit.</summary>
    InvalidRequest,

    /// <summary>Unknown or foreign thing.</summary>
    NotFound,

    /// <summary>Unknown or foreign session.</summary>
    SessionNotFound,

    /// <summary>The session has ended.</summary>
    SessionEnded,

    /// <summary>A batch that has not ended reads the file.</summary>
    FileInUse,

    /// <summary>The call contradicts its key's pins.</summary>
    AttributionPinned,

    /// <summary>A rule of the tenant is broken.</summary>
    PolicyViolation,

    /// <summary>No price is known for the model.</summary>
    ModelNotPriced,

    /// <summary>A field changes billing in a way no price covers.</summary>
    FieldNotPriced,

    /// <summary>The idempotency key was used with another body.</summary>
    IdempotencyKeyReused,

    /// <summary>The first call with the idempotency key still runs.</summary>
    IdempotencyInFlight,

    /// <summary>Over a rate of the tenant or key.</summary>
    RateLimited,

    /// <summary>Spent plus the worst case passes a limit.</summary>
    BudgetExceeded,

    /// <summary>The money is held by running calls.</summary>
    BudgetInFlight,

    /// <summary>Storage is unreachable.</summary>
    LedgerUnavailable,

    /// <summary>The provider refused the request.</summary>
    ProviderRejected,

    /// <summary>Over the provider's rate.</summary>
    ProviderRateLimited,

    /// <summary>The provider failed.</summary>
    ProviderError,

    /// <summary>The provider cannot be used now.</summary>
    ProviderUnavailable,

    /// <summary>The provider did not answer in time.</summary>
    ProviderTimeout,
}
