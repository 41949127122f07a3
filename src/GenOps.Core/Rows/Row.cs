namespace GenOps.Core.Rows;

/// <summary>One immutable row of a partition. The partition is the tenant for account rows and a fixed name for directory rows.</summary>
/// <remarks>Every row type has its own key prefix, so that a range of keys holds rows of one type.</remarks>
public abstract record Row
{
    /// <summary>Unique within the partition. At most 512 characters, none of <c>/ \ # ?</c>, no control characters.</summary>
    public abstract string RowKey { get; }
}
