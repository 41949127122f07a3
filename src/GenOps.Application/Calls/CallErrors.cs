using GenOps.Application.Providers;
using GenOps.Application.Rates;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Money;
using GenOps.Core.Policies;
using GenOps.Core.Rates;

namespace GenOps.Application.Calls;

/// <summary>What the parts of a call find wrong, as the caller is told.</summary>
public static class CallErrors
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>No valid key; one message for every reason.</summary>
    public static CallError InvalidKey { get; } = new(ErrorCode.InvalidApiKey,
        "The API key is missing or not valid. Send it as 'Authorization: Bearer gk-…' or as 'x-api-key'.");

    /// <summary>Storage does not answer.</summary>
    public static CallError LedgerUnavailable { get; } = new(ErrorCode.LedgerUnavailable,
        "The ledger's storage does not answer, so no call can be charged. Nothing was sent to the provider; try again shortly.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    /// <summary>The call was answered, but its entry is not durable in time.</summary>
    public static CallError NotDurable { get; } = new(ErrorCode.LedgerUnavailable,
        "The provider answered, but the ledger's storage did not take the entry in time. The call is charged; do not repeat it blindly.")
    {
        MustNotRetry = true,
    };

    /// <summary>A stream broke off after it had begun.</summary>
    public static CallError StreamBroke { get; } = new(ErrorCode.ProviderError,
        "The provider's stream broke off. What arrived is charged; repeating the call is charged again.")
    {
        MustNotRetry = true,
    };

    /// <summary>The idempotency key was used for another request.</summary>
    public static CallError KeyReused { get; } = new(ErrorCode.IdempotencyKeyReused,
        "The Idempotency-Key was used with another body or attribution within 24 hours. Use a new key for a new request.")
    {
        Param = "Idempotency-Key",
    };

    /// <summary>The first request with the idempotency key still runs.</summary>
    public static CallError KeyInFlight { get; } = new(ErrorCode.IdempotencyInFlight,
        "The first request with this Idempotency-Key still runs. Repeat it shortly to get its answer.")
    {
        Param = "Idempotency-Key",
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>The session takes no more calls.</summary>
    public static CallError SessionEnded(string sessionId) =>
        new(ErrorCode.SessionEnded, $"The session '{Shown(sessionId)}' has ended. Start a new one with POST /genops/sessions.") { MustNotRetry = true };

    /// <summary>A body over the limit.</summary>
    public static CallError TooLarge(int maxBytes) =>
        new(ErrorCode.RequestTooLarge, $"The body is over the limit of {maxBytes} bytes. Shorten it, or raise GenOps__MaxRequestBytes.");

    /// <summary>A body that broke off, or whose transfer encoding is malformed.</summary>
    public static CallError BrokenBody { get; } = new(ErrorCode.InvalidRequest,
        "The body did not arrive whole: the connection broke off, was too slow, or sent malformed chunks. Send it again.");

    /// <summary>An unknown or foreign session.</summary>
    public static CallError SessionNotFound(string sessionId) =>
        new(ErrorCode.SessionNotFound, $"There is no session '{Shown(sessionId)}'. Start one with POST /genops/sessions.");

    /// <summary>A broken rule.</summary>
    public static CallError Of(PolicyFault fault) => fault.Kind switch
    {
        PolicyFaultKind.AttributionPinned => new(ErrorCode.AttributionPinned, fault.Message) { Param = fault.Rule },
        PolicyFaultKind.MalformedAttribute => new(ErrorCode.InvalidRequest, fault.Message) { Param = fault.Rule },
        PolicyFaultKind.Violation => new(ErrorCode.PolicyViolation, fault.Message) { Rule = fault.Rule },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A model without a price.</summary>
    public static CallError NotPriced(string model) => new(ErrorCode.ModelNotPriced,
        $"No price is known for the model '{Shown(model)}', so its cost cannot be bounded. See GET /v1/models, or ask an administrator to set a price.")
    {
        Param = "model",
    };

    /// <summary>A refused hold.</summary>
    public static CallError Of(BudgetRefusal refusal) => refusal.Kind switch
    {
        RefusalKind.TenantGone => InvalidKey,
        RefusalKind.LedgerUnavailable => LedgerUnavailable,
        RefusalKind.Exceeded => new(ErrorCode.BudgetExceeded, Describe(refusal, "would pass")) { Budget = refusal, MustNotRetry = true },
        RefusalKind.InFlight => new(ErrorCode.BudgetInFlight,
            Describe(refusal, "does not fit beside the running calls under") + " Money they do not use is freed as they end.")
        {
            Budget = refusal,
            RetryAfter = TimeSpan.FromSeconds(1),
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A rate that the call would pass.</summary>
    public static CallError Of(RateRefusal refusal)
    {
        var limit = refusal.Kind switch
        {
            RateKind.Requests => $"{refusal.Limit} requests a minute",
            RateKind.Tokens => $"{refusal.Limit} tokens a minute ({refusal.Needed} of them for this call at most)",
            RateKind.Concurrency => $"{refusal.Limit} calls running at the same time",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return refusal.RetryAfterSeconds is { } seconds
            ? new CallError(ErrorCode.RateLimited, $"The tenant's limit of {limit} is reached. Try again in {seconds} s.")
            {
                RetryAfter = TimeSpan.FromSeconds(seconds),
            }
            : new CallError(ErrorCode.RateLimited, $"The tenant's limit of {limit} can never take this call. Shorten it, or ask an administrator.")
            {
                MustNotRetry = true,
            };
    }

    /// <summary>A provider's fault after the last attempt.</summary>
    /// <param name="fault">The fault of the last attempt.</param>
    /// <param name="mayBeBilled">Whether any attempt may have been charged.</param>
    public static CallError Of(ProviderFault fault, bool mayBeBilled)
    {
        var (code, message) = fault.Kind switch
        {
            ProviderFaultKind.Rejected => (ErrorCode.ProviderRejected, "The provider refused the request; see 'provider' for its own words."),
            ProviderFaultKind.AuthRejected => (ErrorCode.ProviderError, "The provider does not accept this service's key. Tell its operator."),
            ProviderFaultKind.PaymentRequired =>
                (ErrorCode.ProviderUnavailable, "The provider's own spending limit is reached. Tell this service's operator."),
            ProviderFaultKind.RateLimited => (ErrorCode.ProviderRateLimited, "The provider's rate limit is reached; try again later."),
            ProviderFaultKind.Overloaded => (ErrorCode.ProviderUnavailable, "The provider is overloaded; try again later."),
            ProviderFaultKind.Unreachable => (ErrorCode.ProviderUnavailable, "The provider cannot be reached; try again later."),
            ProviderFaultKind.CircuitOpen =>
                (ErrorCode.ProviderUnavailable, "The provider failed too often just now and is left alone for some seconds."),
            ProviderFaultKind.ServerError => (ErrorCode.ProviderError, "The provider failed."),
            ProviderFaultKind.TimedOut => (ErrorCode.ProviderTimeout, "The provider did not answer in time."),
            ProviderFaultKind.Broken => (ErrorCode.ProviderError, "The provider's answer broke off or was not understood."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new CallError(code, message)
        {
            Provider = fault,
            RetryAfter = fault.IsRetryable && !mayBeBilled ? Capped(fault.RetryAfter ?? TimeSpan.FromSeconds(1)) : null,
            MustNotRetry = mayBeBilled,
        };
    }

    private static TimeSpan Capped(TimeSpan wait) => wait > MaxRetryAfter ? MaxRetryAfter : wait;

    private static string Describe(BudgetRefusal refusal, string relation)
    {
        var needed = UsdText.Format(refusal.NeededNanoUsd);
        return refusal.Budget is not { LimitNanoUsd: { } limit } budget
            ? $"The call's worst case of {needed} USD {relation} the budget."
            : $"The call's worst case of {needed} USD {relation} the limit of {UsdText.Format(limit)} USD of {BudgetPath.Display(budget.Path)} "
                + $"for {budget.Window.Id}: {UsdText.Format(budget.SpentNanoUsd)} USD are spent and {UsdText.Format(budget.HeldNanoUsd)} USD held.";
    }

    private static string Shown(string text) => text.Length <= 128 ? text : text[..128] + "…";
}
