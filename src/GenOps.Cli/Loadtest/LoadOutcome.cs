namespace GenOps.Cli.Loadtest;

/// <summary>What came of one call.</summary>
/// <param name="Status">HTTP status; 0 when nothing answered.</param>
/// <param name="Code">The app's error code; null for an answered call.</param>
/// <param name="LatencyMicroseconds">From sending to the end of the answer.</param>
/// <param name="CostNanoUsd">What it was charged, as the app told it.</param>
/// <param name="OverheadMicroseconds">What the app spent beside the provider, as it told it; null when it did not.</param>
internal sealed record LoadOutcome(int Status, string? Code, long LatencyMicroseconds, long CostNanoUsd = 0, long? OverheadMicroseconds = null)
{
    private const int FirstServerError = 500;

    public bool IsCompleted => Code is null;

    /// <summary>The app said no, as rules and budgets demand; all else that is no answer is a failure.</summary>
    public bool IsRefused => Code is not null && Status is > 0 and < FirstServerError;
}
