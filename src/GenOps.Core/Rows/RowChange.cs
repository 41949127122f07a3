namespace GenOps.Core.Rows;

/// <summary>One change of a transaction: all changes of a transaction happen, or none.</summary>
public readonly record struct RowChange(RowChangeKind Kind, Row Row, string? ETag)
{
    /// <summary>Adds a row that must not exist.</summary>
    public static RowChange Insert(Row row) => new(RowChangeKind.Insert, row, null);

    /// <summary>Replaces a row whose ETag must still be <paramref name="eTag"/>.</summary>
    public static RowChange Replace(Row row, string eTag) => new(RowChangeKind.Replace, row, eTag);

    /// <summary>Removes a row whose ETag must still be <paramref name="eTag"/>.</summary>
    public static RowChange Delete(Row row, string eTag) => new(RowChangeKind.Delete, row, eTag);

    /// <summary>Inserts when nothing is known of the row, else replaces the version that is known.</summary>
    public static RowChange Put(Row row, string? eTag) => eTag is null ? Insert(row) : Replace(row, eTag);
}
