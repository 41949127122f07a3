using GenOps.Application.Providers;
using Polly.CircuitBreaker;

namespace GenOps.Adapters.Together;

/// <summary>Makes faults of what went wrong. What may have been charged is never told as free.</summary>
internal static class TogetherFaults
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    /// <summary>Whether an exception is what a connection or a broken answer can throw, and no mistake of ours.</summary>
    public static bool IsFault(Exception exception) => exception
        is HttpRequestException or IOException or OperationCanceledException or InvalidDataException or BrokenCircuitException;

    /// <summary>The fault of an attempt without an answer.</summary>
    public static ProviderFault Of(Exception exception, AttemptRequest attempt) => new()
    {
        Kind = attempt.KindOf(exception),
        Status = (int?)attempt.Response?.StatusCode,
        RetryAfter = exception is BrokenCircuitException open ? WaitOf(open) : null,
    };

    /// <summary>The fault that an answer of 3xx, 4xx or 5xx tells.</summary>
    public static ProviderFault Of(int status, ProviderError error, TimeSpan? retryAfter)
    {
        var kind = KindOf(status, error);
        return new ProviderFault
        {
            Kind = kind,
            Status = status,
            Type = error.Type ?? error.Code,
            Message = kind == ProviderFaultKind.AuthRejected ? null : error.Message,
            RetryAfter = retryAfter,
        };
    }

    /// <summary>
    /// 408 is said by gateways whose provider was still at work, so it is not taken for free. A redirect is no answer; following it
    /// would carry the key elsewhere.
    /// </summary>
    private static ProviderFaultKind KindOf(int status, ProviderError error) => status switch
    {
        < 400 => ProviderFaultKind.Broken,
        401 => ProviderFaultKind.AuthRejected,
        402 => ProviderFaultKind.PaymentRequired,
        403 when error.IsAboutKey => ProviderFaultKind.AuthRejected,
        408 => ProviderFaultKind.TimedOut,
        429 => ProviderFaultKind.RateLimited,
        503 => ProviderFaultKind.Overloaded,
        >= 500 => ProviderFaultKind.ServerError,
        _ => ProviderFaultKind.Rejected,
    };

    /// <summary>The break may be over while the one attempt that tests the provider still runs.</summary>
    private static TimeSpan WaitOf(BrokenCircuitException open) => open.RetryAfter is { } wait && wait > LeastWait ? wait : LeastWait;
}
