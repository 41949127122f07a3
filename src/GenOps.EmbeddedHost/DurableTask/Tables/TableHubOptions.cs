namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Limits and intervals of a hub in storage.</summary>
internal sealed record TableHubOptions
{
    /// <summary>How long the lease outlives its holder's last renewal; 15 to 60 seconds, which is storage's rule.</summary>
    internal TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long before storage ends it the holder itself takes the lease for lost, for clocks run apart.</summary>
    internal TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(2);

    internal TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long an instance is at rest before it leaves the pending index.</summary>
    internal TimeSpan RestTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When an announced message is looked for although its sender never said that it was written.</summary>
    internal TimeSpan AnnouncementPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How old a blob that no row names must be before a purge removes it: its row may be on the way.</summary>
    internal TimeSpan OrphanAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Limit of one request.</summary>
    internal TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request without an answer is tried, the first time included.</summary>
    internal int Tries { get; init; } = 4;

    /// <summary>Wait before the second try; it doubles with each.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
