namespace GenOps.Application.Tenants;

/// <summary>How long a <see cref="CallerDirectory"/> relies on what it read, and how much it keeps.</summary>
public sealed record CallerDirectoryOptions
{
    /// <summary>Age from which a row is read again in the background while it is still used; default 2.5 s.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Age from which a row is not used any more and a call waits for it to be read; default 5 s.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause after a failed background read of a row; default 250 ms. A call that has to wait never pauses.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a key or tenant that is not there is believed not to be there; default 1 s.</summary>
    public TimeSpan MissingAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how long without a call a row is forgotten; default 10 minutes.</summary>
    public TimeSpan IdleAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most keys kept; default 50,000. Beyond it the tenth that was used longest ago is forgotten.</summary>
    public int MaxKeys { get; init; } = 50_000;

    /// <summary>Most missing keys remembered; default 4,096. Beyond it all of them are forgotten.</summary>
    public int MaxMissing { get; init; } = 4_096;
}
