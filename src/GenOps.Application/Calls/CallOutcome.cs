namespace GenOps.Application.Calls;

/// <summary>What came of a call: <see cref="CallAnswered"/>, <see cref="CallStreaming"/> or <see cref="CallRefused"/>.</summary>
public abstract class CallOutcome
{
    private protected CallOutcome()
    {
    }
}
