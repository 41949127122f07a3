using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>
/// The row whose ETag orders every change of money in an account: grants, returns, closings, limit changes, adjustments and batch reservations replace it.
/// </summary>
public sealed record HeadRow(long LimitsVersion, long Recall) : Row
{
    /// <summary>The key of the one head row of a partition.</summary>
    public const string Key = "a";

    /// <inheritdoc/>
    public override string RowKey => Key;
}
