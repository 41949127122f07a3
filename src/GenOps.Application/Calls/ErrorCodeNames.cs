namespace GenOps.Application.Calls;

/// <summary>The codes as callers and telemetry see them.</summary>
public static class ErrorCodeNames
{
    /// <summary>The code's name.</summary>
    public static string Of(ErrorCode code) => code switch
    {
        ErrorCode.InvalidApiKey => "invalid_api_key",
        ErrorCode.RequestTooLarge => "request_too_large",
        ErrorCode.InvalidRequest => "invalid_request",
        ErrorCode.NotFound => "not_found",
        ErrorCode.SessionNotFound => "session_not_found",
        ErrorCode.SessionEnded => "session_ended",
        ErrorCode.FileInUse => "file_in_use",
        ErrorCode.AttributionPinned => "attribution_pinned",
        ErrorCode.PolicyViolation => "policy_violation",
        ErrorCode.ModelNotPriced => "model_not_priced",
        ErrorCode.FieldNotPriced => "field_not_priced",
        ErrorCode.IdempotencyKeyReused => "idempotency_key_reused",
        ErrorCode.IdempotencyInFlight => "idempotency_in_flight",
        ErrorCode.RateLimited => "rate_limited",
        ErrorCode.BudgetExceeded => "budget_exceeded",
        ErrorCode.BudgetInFlight => "budget_in_flight",
        ErrorCode.LedgerUnavailable => "ledger_unavailable",
        ErrorCode.ProviderRejected => "provider_rejected",
        ErrorCode.ProviderRateLimited => "provider_rate_limited",
        ErrorCode.ProviderError => "provider_error",
        ErrorCode.ProviderUnavailable => "provider_unavailable",
        ErrorCode.ProviderTimeout => "provider_timeout",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
