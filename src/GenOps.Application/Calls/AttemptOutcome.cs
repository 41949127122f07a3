using GenOps.Application.Providers;
using GenOps.Core.Accounts;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>What came of one attempt, or of all of them.</summary>
internal abstract record AttemptOutcome
{
    /// <summary>A whole answer; its hold is still open.</summary>
    public sealed record Answered(PlannedModel Model, Hold Hold, ProviderAnswer Answer, Completion Completion) : AttemptOutcome;

    /// <summary>A stream has begun; its hold is still open.</summary>
    public sealed record Streaming(PlannedModel Model, Hold Hold, ProviderEvents Events) : AttemptOutcome;

    /// <summary>The provider failed; what had to be entered is.</summary>
    public sealed record Failed(ProviderFault Fault) : AttemptOutcome;

    /// <summary>No money was held.</summary>
    public sealed record Refused(CallError Error) : AttemptOutcome;
}
