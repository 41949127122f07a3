using GenOps.Application.Calls;

namespace GenOps.Functions.Http;

/// <summary>Status, code and type of every error: the one mapping to HTTP.</summary>
internal static class ErrorShapes
{
    public static ErrorShape Of(CallError error)
    {
        var (status, type) = StatusAndType(error);
        return new ErrorShape(status, ErrorCodeNames.Of(error.Code), type);
    }

    private static (int Status, string Type) StatusAndType(CallError error) => error.Code switch
    {
        ErrorCode.InvalidApiKey => (401, "authentication_error"),
        ErrorCode.RequestTooLarge => (413, "invalid_request_error"),
        ErrorCode.InvalidRequest => (400, "invalid_request_error"),
        ErrorCode.NotFound => (404, "not_found_error"),
        ErrorCode.SessionNotFound => (404, "not_found_error"),
        ErrorCode.SessionEnded => (409, "conflict_error"),
        ErrorCode.FileInUse => (409, "conflict_error"),
        ErrorCode.AttributionPinned => (403, "permission_error"),
        ErrorCode.PolicyViolation => (403, "permission_error"),
        ErrorCode.ModelNotPriced => (400, "invalid_request_error"),
        ErrorCode.FieldNotPriced => (400, "invalid_request_error"),
        ErrorCode.IdempotencyKeyReused => (422, "idempotency_error"),
        ErrorCode.IdempotencyInFlight => (409, "idempotency_error"),
        ErrorCode.RateLimited => (429, "rate_limit_error"),
        ErrorCode.BudgetExceeded => (402, "insufficient_quota"),
        ErrorCode.BudgetInFlight => (429, "rate_limit_error"),
        ErrorCode.LedgerUnavailable => (503, "service_unavailable_error"),
        ErrorCode.ProviderRejected => (error.Provider?.Status ?? 400, "invalid_request_error"),
        ErrorCode.ProviderRateLimited => (429, "rate_limit_error"),
        ErrorCode.ProviderError => (502, "provider_error"),
        ErrorCode.ProviderUnavailable => (503, "provider_error"),
        ErrorCode.ProviderTimeout => (504, "provider_error"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
