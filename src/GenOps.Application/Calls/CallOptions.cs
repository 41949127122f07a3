namespace GenOps.Application.Calls;

/// <summary>Limits of a governed call; section <c>GenOps</c>.</summary>
public sealed class CallOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps";

    /// <summary>Longest time of a call that does not stream, retries and commit included: 1 to 220 seconds, default 200.</summary>
    public int DeadlineSeconds { get; set; } = 200;

    /// <summary>Attempts after the first for each model: 0 to 5, default 2.</summary>
    public int ProviderRetries { get; set; } = 2;

    /// <summary>Base of the jittered, doubling wait between attempts in milliseconds: 1 to 10,000, default 250.</summary>
    public int RetryBaseMilliseconds { get; set; } = 250;

    /// <summary>Largest request body in bytes: 1,024 to 104,857,600, default 10 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How long a client of a stream may be stuck before it counts as gone: 1 to 600 seconds, default 30.</summary>
    public int StreamWriteSeconds { get; set; } = 30;
}
