using GenOps.Application.Calls;

namespace GenOps.Functions.Http;

/// <summary>Status, code and type of every error: the one mapping to HTTP.</summary>
internal static class ErrorShapes
{
    public static ErrorShape Of(CallError error) => error.Code switch
    {
        ErrorCode.InvalidApiKey => new(401, "invalid_api_key", "authentication_error"),
        ErrorCode.RequestTooLarge => new(413, "request_too_large", "invalid_request_error"),
        ErrorCode.InvalidRequest => new(400, "invalid_request", "invalid_request_error"),
        ErrorCode.NotFound => new(404, "not_found", "not_found_error"),
        ErrorCode.SessionNotFound => new(404, "session_not_found", "not_found_error"),
        ErrorCode.SessionEnded => new(409, "session_ended", "conflict_error"),
        ErrorCode.FileInUse => new(409, "file_in_use", "conflict_error"),
        ErrorCode.AttributionPinned => new(403, "attribution_pinned", "permission_error"),
        ErrorCode.PolicyViolation => new(403, "policy_violation", "permission_error"),
        ErrorCode.ModelNotPriced => new(400, "model_not_priced", "invalid_request_error"),
        ErrorCode.FieldNotPriced => new(400, "field_not_priced", "invalid_request_error"),
        ErrorCode.IdempotencyKeyReused => new(422, "idempotency_key_reused", "idempotency_error"),
        ErrorCode.IdempotencyInFlight => new(409, "idempotency_in_flight", "idempotency_error"),
        ErrorCode.RateLimited => new(429, "rate_limited", "rate_limit_error"),
        ErrorCode.BudgetExceeded => new(402, "budget_exceeded", "insufficient_quota"),
        ErrorCode.BudgetInFlight => new(429, "budget_in_flight", "rate_limit_error"),
        ErrorCode.LedgerUnavailable => new(503, "ledger_unavailable", "service_unavailable_error"),
        ErrorCode.ProviderRejected => new(error.Provider?.Status ?? 400, "provider_rejected", "invalid_request_error"),
        ErrorCode.ProviderRateLimited => new(429, "provider_rate_limited", "rate_limit_error"),
        ErrorCode.ProviderError => new(502, "provider_error", "provider_error"),
        ErrorCode.ProviderUnavailable => new(503, "provider_unavailable", "provider_error"),
        ErrorCode.ProviderTimeout => new(504, "provider_timeout", "provider_error"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
