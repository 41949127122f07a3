using GenOps.Core.Ledger;

namespace GenOps.Application.Adjustments;

/// <summary>What became of an adjustment.</summary>
public abstract record AdjustmentResult
{
    private AdjustmentResult()
    {
    }

    /// <summary>It is in the books, now or since an earlier request with the same idempotency key.</summary>
    public sealed record Posted(EntryRow Entry, bool IsReplay) : AdjustmentResult;

    /// <summary>The idempotency key was used for another adjustment; nothing happened.</summary>
    public sealed record KeyReused : AdjustmentResult;

    /// <summary>There is no such tenant (any more).</summary>
    public sealed record TenantNotFound : AdjustmentResult;

    /// <summary>Others changed the account again and again meanwhile; nothing happened, and the same call may succeed later.</summary>
    public sealed record Busy : AdjustmentResult;
}
