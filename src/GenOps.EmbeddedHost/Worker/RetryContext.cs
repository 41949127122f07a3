namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt an invocation is. This host has no function-level retry policies, so both are always 0.</summary>
public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}
