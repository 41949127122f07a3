namespace GenOps.TestKit.Durable;

/// <summary>What a <see cref="HubMeter"/> had counted at one time.</summary>
public sealed record HubCounts(long Commits, long HistoryEvents, long HistoryBytes, long Messages, long MessageBytes)
{
    /// <summary>What came after an earlier time.</summary>
    public HubCounts Since(HubCounts earlier) => new(
        Commits - earlier.Commits,
        HistoryEvents - earlier.HistoryEvents,
        HistoryBytes - earlier.HistoryBytes,
        Messages - earlier.Messages,
        MessageBytes - earlier.MessageBytes);
}
