namespace GenOps.Application.Rates;

/// <summary>The times that rates need: minutes of UTC, and a monotonic one.</summary>
internal sealed class RateClock(TimeProvider time)
{
    private readonly long _bornAt = time.GetTimestamp();

    public TimeSpan Monotonic => time.GetElapsedTime(_bornAt);

    public DateTimeOffset UtcNow => time.GetUtcNow();

    /// <summary>Whole minutes since the Unix epoch.</summary>
    public long Minute => UtcNow.ToUnixTimeSeconds() / 60;

    /// <summary>Seconds until the minute ends, at least 1.</summary>
    public int SecondsLeft => 60 - (int)(UtcNow.ToUnixTimeSeconds() % 60);
}
