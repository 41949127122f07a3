namespace GenOps.Core.Accounts;

/// <summary>Now, as an owner sees it: a clock that never jumps for durations, and UTC for the day.</summary>
public readonly record struct OwnerTime(TimeSpan Monotonic, DateTimeOffset Utc)
{
    /// <summary>The UTC day.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Utc.UtcDateTime);
}
