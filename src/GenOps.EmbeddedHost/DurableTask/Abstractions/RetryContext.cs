namespace Microsoft.DurableTask;

/// <summary>What a retry handler decides by. It runs inside the orchestrator and is replayed with it.</summary>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
