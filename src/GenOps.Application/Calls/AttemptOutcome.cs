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
    /// <param name="Fault">The fault of the last attempt.</param>
    /// <param name="TimeLeft">How long a wait may be before the same model is tried again; negative when it must not be.</param>
    public sealed record Failed(ProviderFault Fault, TimeSpan TimeLeft) : AttemptOutcome
    {
        /// <summary>Whether the same model may be tried again in time.</summary>
        public bool MayRepeat => Fault.IsRetryable && TimeLeft > (Fault.RetryAfter ?? TimeSpan.Zero);
    }

    /// <summary>No money was held.</summary>
    public sealed record Refused(CallError Error) : AttemptOutcome;
}
