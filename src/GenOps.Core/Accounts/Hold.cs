namespace GenOps.Core.Accounts;

/// <summary>The worst case of one attempt, waiting for or holding money of a lease.</summary>
public sealed class Hold
{
    internal Hold(string? team, string? project, long needNanoUsd, TimeSpan deadline)
    {
        Team = team;
        Project = project;
        NeedNanoUsd = needNanoUsd;
        Deadline = deadline;
    }

    /// <summary>The worst case, nano-dollars.</summary>
    public long NeedNanoUsd { get; }

    /// <summary>Where it is in its life.</summary>
    public HoldState State { get; internal set; } = HoldState.Waiting;

    /// <summary>Set when refused.</summary>
    public BudgetRefusal? Refusal { get; internal set; }

    /// <summary>True under the advisory policy when the grant passed a limit.</summary>
    public bool IsBeyondLimit { get; internal set; }

    /// <summary>Whom to wake when the state changes; the owner only hands it back.</summary>
    public object? Signal { get; set; }

    /// <summary>The UTC day that is charged. Only once held.</summary>
    public DateOnly Day => HeldBy.Day;

    /// <summary>The path that is charged. Only once held.</summary>
    public string Path => HeldBy.Path;

    /// <summary>The lease that holds the money. Only once held.</summary>
    public string LeaseId => HeldBy.LeaseId;

    internal string? Team { get; }

    internal string? Project { get; }

    internal TimeSpan Deadline { get; }

    internal HeldLease? Lease { get; set; }

    internal HeldLease HeldBy => Lease ?? throw new InvalidOperationException("The hold has no money yet.");
}
