namespace GenOps.Cli.Verify;

/// <summary>Everything that a month's proof compares, as read.</summary>
internal sealed record MonthBooks
{
    public required string Tenant { get; init; }

    public required MonthSpan Month { get; init; }

    /// <summary>As it was after everything else was read.</summary>
    public required AccountState State { get; init; }

    /// <summary>As it was before.</summary>
    public required AccountState Before { get; init; }

    /// <summary>The days of the month, and those beyond it on which its sessions were charged.</summary>
    public required IReadOnlyDictionary<DateOnly, DaySums> Days { get; init; }

    public required SessionShares Sessions { get; init; }

    /// <summary>Days that were charged while they were read, each time they were.</summary>
    public required IReadOnlySet<DateOnly> Moved { get; init; }

    /// <summary>Whether anything about the account changed while it was read, each time it was.</summary>
    public required bool IsMoving { get; init; }

    public IEnumerable<DaySums> DaysOfMonth => Days.Values.Where(day => Month.Contains(day.Day));

    public IEnumerable<DaySums> DaysBeyond => Days.Values.Where(day => !Month.Contains(day.Day));
}
