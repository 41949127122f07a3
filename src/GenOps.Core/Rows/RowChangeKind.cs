namespace GenOps.Core.Rows;

/// <summary>What a transaction does to one row.</summary>
public enum RowChangeKind
{
    /// <summary>The row must not exist yet.</summary>
    Insert,

    /// <summary>The row must exist with the given ETag.</summary>
    Replace,

    /// <summary>The row must exist with the given ETag and is removed.</summary>
    Delete,
}
