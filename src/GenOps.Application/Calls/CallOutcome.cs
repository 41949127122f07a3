using GenOps.Application.Rates;

namespace GenOps.Application.Calls;

/// <summary>What came of a call: <see cref="CallAnswered"/>, <see cref="CallStreaming"/> or <see cref="CallRefused"/>.</summary>
public abstract class CallOutcome
{
    private protected CallOutcome()
    {
    }

    /// <summary>The tenant's rates as the call left them; empty when it has no limit, or the call did not come that far.</summary>
    public IReadOnlyList<RateState> Rates { get; internal set; } = [];
}
