namespace Microsoft.DurableTask;

/// <summary>Whether to try again. Must be as deterministic as the orchestrator it runs in.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
