namespace GenOps.Application.Idempotency;

/// <summary>What an idempotency key says of a request.</summary>
public abstract record IdempotencyResult
{
    private IdempotencyResult()
    {
    }

    /// <summary>The request is the first, or the one before it ended without an answer: it runs, and must complete or release the claim.</summary>
    public sealed record Claimed(IdempotencyClaim Claim) : IdempotencyResult;

    /// <summary>The same request was answered before.</summary>
    public sealed record Replay(StoredAnswer Answer) : IdempotencyResult;

    /// <summary>The same request still runs.</summary>
    public sealed record InFlight : IdempotencyResult;

    /// <summary>The key was used for another request.</summary>
    public sealed record Reused : IdempotencyResult;
}
