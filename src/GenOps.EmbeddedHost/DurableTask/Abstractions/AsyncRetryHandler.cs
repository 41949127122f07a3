namespace Microsoft.DurableTask;

/// <summary>Whether to try again. Must be as deterministic as the orchestrator it runs in, and await durable tasks only.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
