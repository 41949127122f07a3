namespace GenOps.Adapters.Together;

/// <summary>Time limits, sizes and the circuit breaker of the provider; section <c>GenOps:Provider</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps:Provider";

    /// <summary>
    /// Longest time of one attempt, until the whole answer or the head of a stream is there; 1 to 600 seconds, default 120. An attempt
    /// with a shorter time of its own keeps that.
    /// </summary>
    public int AttemptTimeoutSeconds { get; set; } = 120;

    /// <summary>How long a stream may be silent before it counts as broken; 1 to 600 seconds, default 120.</summary>
    public int StreamIdleSeconds { get; set; } = 120;

    /// <summary>Largest answer that is no stream, decompressed; 1 KiB to 1 GiB, default 32 MiB.</summary>
    public int MaxAnswerBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Share of failed attempts that opens the circuit; above 0, at most 1, default 0.5.</summary>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Attempts within the sampling time before the circuit may open; 2 to 10,000, default 20.</summary>
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>Time over which the share is taken; 1 to 600 seconds, default 30.</summary>
    public int SamplingSeconds { get; set; } = 30;

    /// <summary>How long an open circuit refuses before it lets one attempt through; 1 to 600 seconds, default 5.</summary>
    public int BreakSeconds { get; set; } = 5;
}
