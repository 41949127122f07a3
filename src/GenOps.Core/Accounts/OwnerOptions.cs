namespace GenOps.Core.Accounts;

/// <summary>Times that every instance on one storage must share, and how eagerly an owner works.</summary>
public sealed record OwnerOptions
{
    /// <summary>How long a lease lives after its row's last write, by storage's clock. Default 60 s, at least 10 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long before expiry the owner stops admitting, by its own monotonic clock. Default 5 s.</summary>
    public TimeSpan AdmissionMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Idle money goes back after this. Default 2 s.</summary>
    public TimeSpan IdleReturn { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often an owner of money looks at the head for a recall. Default 500 ms.</summary>
    public TimeSpan HeadPoll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often an owner with waiting calls looks at the head for room. Default 100 ms.</summary>
    public TimeSpan WaitingPoll { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a call waits for money that may free up. Default 2 s.</summary>
    public TimeSpan AdmissionWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time over which the most money in flight sizes a lease. Default 5 s.</summary>
    public TimeSpan PeakWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How old a view of the account may be when a call is refused for an exceeded budget. Default 1 s.</summary>
    public TimeSpan RefusalViewAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Counted refusals are written at least this often. Default 5 s.</summary>
    public TimeSpan RefusalFlush { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its last work an owner at rest keeps rows in memory: an idle tenant costs little. Default 60 s.</summary>
    public TimeSpan KeptIdle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Rows of one transaction. Default 100.</summary>
    public int MaxRows { get; init; } = 100;

    /// <summary>Calls waiting for money at one time; more are refused at once. Default 10,000.</summary>
    public int MaxWaiting { get; init; } = 10_000;
}
