using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>A transaction to make. Its outcome must be told to the owner, also when it cannot be known.</summary>
public sealed class CommitStep : OwnerStep
{
    internal CommitStep(IReadOnlyList<RowChange> changes, long seq, TimeSpan sentAt)
    {
        Changes = changes;
        Seq = seq;
        SentAt = sentAt;
    }

    /// <summary>All changes, each row once.</summary>
    public IReadOnlyList<RowChange> Changes { get; }

    /// <summary>Number of the attempt; every lease row it writes carries it.</summary>
    internal long Seq { get; }

    internal TimeSpan SentAt { get; }

    internal HeadRow? Head { get; init; }

    /// <summary>The version of the head that the transaction replaces. Once the head has another one, the transaction can't happen any more.</summary>
    internal string? HeadETag { get; init; }

    internal IReadOnlyList<Settlement> Settlements { get; init; } = [];

    internal IReadOnlyList<LeaseDraft> Leases { get; init; } = [];

    internal IReadOnlyList<WindowDraft> Windows { get; init; } = [];

    internal IReadOnlyList<PartialDraft> Partials { get; init; } = [];

    internal IReadOnlyDictionary<RefusalKey, long> Refusals { get; init; } = new Dictionary<RefusalKey, long>();

    /// <summary>Closed leases that late settlements change, with the version to be written.</summary>
    internal IReadOnlyList<(HeldLease Lease, LeaseRow Written, int Index)> Late { get; init; } = [];
}
