namespace GenOps.Application.Calls;

/// <summary>Answered, charged, and the entry is durable.</summary>
/// <param name="body">The provider's answer with <c>genops</c> added.</param>
/// <param name="receipt">What it cost.</param>
/// <param name="isStored">Whether the answer can be had again by its idempotency key.</param>
public sealed class CallAnswered(ReadOnlyMemory<byte> body, CallReceipt receipt, bool isStored) : CallOutcome
{
    /// <summary>JSON for the caller.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>What it cost.</summary>
    public CallReceipt Receipt { get; } = receipt;

    /// <summary>Whether the answer can be had again by its idempotency key.</summary>
    public bool IsStored { get; } = isStored;
}
