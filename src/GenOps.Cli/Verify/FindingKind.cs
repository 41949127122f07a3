namespace GenOps.Cli.Verify;

/// <summary>The rows that are the likely cause of a difference.</summary>
internal enum FindingKind
{
    /// <summary>Entries disagree with everything else: one was changed, added or removed.</summary>
    Entries,

    /// <summary>Roll-ups disagree with everything else.</summary>
    Rollups,

    /// <summary>Entries and roll-ups disagree, and the windows do not tell which is right.</summary>
    EntriesOrRollups,

    /// <summary>One window disagrees with everything else.</summary>
    Window,

    /// <summary>Day and month are off alike: a lease or reservation is wrong.</summary>
    Lease,

    /// <summary>Shares of a session disagree with its entries.</summary>
    Session,

    /// <summary>Terms differ by more than what was charged while they were read.</summary>
    Moved,
}
