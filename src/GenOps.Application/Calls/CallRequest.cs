using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>A call as it came in, from a known caller.</summary>
public sealed class CallRequest
{
    /// <summary>Names the call everywhere; sorts by time.</summary>
    public required string RequestId { get; init; }

    /// <summary>The route.</summary>
    public required InferenceEndpoint Endpoint { get; init; }

    /// <summary>The body as sent; must stay unchanged until the call has ended.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Attribution in headers.</summary>
    public RequestMetadata Headers { get; init; } = RequestMetadata.Empty;

    /// <summary>Models to try after a retryable failure; null takes the tenant's.</summary>
    public IReadOnlyList<string>? FallbackModels { get; init; }

    /// <summary>The caller's idempotency key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the answer tells the time of each step.</summary>
    public bool WantsDiagnostics { get; init; }

    /// <summary>The call's clock, already running.</summary>
    public required CallClock Clock { get; init; }
}
