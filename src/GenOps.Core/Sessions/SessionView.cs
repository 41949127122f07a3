namespace GenOps.Core.Sessions;

/// <summary>A session and its sums at one moment.</summary>
public sealed record SessionView(SessionRow Row, SessionSums Sums, DateTimeOffset At)
{
    private DateTimeOffset EndsAt => Row.EndsAt(Sums.LastAt);

    /// <summary>Whether it takes calls at this moment.</summary>
    public SessionState State => Row.EndedAt is not null || EndsAt <= At ? SessionState.Ended : SessionState.Active;

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt => State is SessionState.Ended ? EndsAt : null;

    /// <summary>From its start to its end or to this moment; never below 0, whatever clocks say.</summary>
    public TimeSpan Duration
    {
        get
        {
            var duration = (EndedAt ?? At) - Row.StartedAt;
            return duration > TimeSpan.Zero ? duration : TimeSpan.Zero;
        }
    }

    /// <summary>Answered calls a second over its duration; 0 when it has none.</summary>
    public double OperationsPerSecond => Duration > TimeSpan.Zero ? Sums.Total.Operations / Duration.TotalSeconds : 0;
}
