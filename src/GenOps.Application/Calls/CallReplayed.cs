using GenOps.Application.Idempotency;

namespace GenOps.Application.Calls;

/// <summary>The same request was answered before; nothing was called or charged.</summary>
public sealed class CallReplayed(StoredAnswer answer) : CallOutcome
{
    /// <summary>The answer as it was given then.</summary>
    public StoredAnswer Answer { get; } = answer;
}
