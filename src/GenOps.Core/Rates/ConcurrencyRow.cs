using GenOps.Core.Rows;

namespace GenOps.Core.Rates;

/// <summary>The places for running calls that each instance has taken of a tenant's <c>max_concurrency</c>.</summary>
public sealed record ConcurrencyRow(IReadOnlyList<SlotShare> Shares) : Row
{
    /// <summary>The key of the one row of a partition.</summary>
    public const string Key = "c";

    /// <inheritdoc/>
    public override string RowKey => Key;
}
