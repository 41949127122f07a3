namespace GenOps.Application.Calls;

/// <summary>Refused, or failed for good.</summary>
public sealed class CallRefused(CallError error) : CallOutcome
{
    /// <summary>Why.</summary>
    public CallError Error { get; } = error;
}
