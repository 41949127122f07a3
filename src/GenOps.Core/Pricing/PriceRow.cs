using GenOps.Core.Rows;

namespace GenOps.Core.Pricing;

/// <summary>A price that an administrator set. Never changed: a correction is another row, and of two for a model and day the later one holds.</summary>
/// <param name="PriceId">Sorts by time.</param>
/// <param name="SetAt">When it was set.</param>
/// <param name="Price">The price.</param>
public sealed record PriceRow(string PriceId, DateTimeOffset SetAt, ModelPrice Price) : Row
{
    /// <summary>The directory partition of all prices.</summary>
    public const string Partition = "prices";

    /// <inheritdoc/>
    public override string RowKey => PriceId;
}
