using GenOps.Core.Ledger;

namespace GenOps.Core.Accounts;

/// <summary>Entries for money whose use a crash left unknown. Their ids follow from what they stand for, so that two closers write the same one.</summary>
internal static class InDoubtEntries
{
    public static EntryRow OfClosing(LeaseRow lease, long restNanoUsd, DateTimeOffset at) => new()
    {
        Day = lease.Day,
        EntryId = lease.LeaseId + "-in-doubt",
        RequestId = lease.LeaseId,
        Attempt = 1,
        Kind = EntryKind.InDoubt,
        At = at,
        Path = lease.Path,
        Attribution = Attribution.OfPath(lease.Path),
        CostNanoUsd = restNanoUsd,
        HeldNanoUsd = restNanoUsd,
        Estimated = true,
        Status = EntryStatus.InDoubt,
    };

    /// <summary>The release is charged as the closing's entry was, so that both cancel out in every sum.</summary>
    public static EntryRow OfRelease(EntryRow late, string leaseId, long releaseNanoUsd) => new()
    {
        Day = late.Day,
        EntryId = late.EntryId + "-release",
        RequestId = leaseId,
        Attempt = late.Attempt,
        Kind = EntryKind.InDoubtRelease,
        At = late.At,
        Path = late.Path,
        Attribution = Attribution.OfPath(late.Path),
        CostNanoUsd = -releaseNanoUsd,
        Estimated = true,
        Status = EntryStatus.Posted,
    };
}
