namespace GenOps.Application.Storage;

/// <summary>Azure Table Storage's limits, enforced by every store, because emulators are laxer. Source: Azure's service limits for tables.</summary>
public static class RowLimits
{
    /// <summary>Rows in one transaction.</summary>
    public const int MaxTransactionRows = 100;

    /// <summary>Bytes of one transaction's payload.</summary>
    public const int MaxTransactionBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of one row, names and values.</summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>Bytes of one string or binary value.</summary>
    public const int MaxValueBytes = 64 * 1024;

    /// <summary>Properties of one row besides keys and timestamp.</summary>
    public const int MaxProperties = 252;

    /// <summary>Characters of a partition or row key.</summary>
    public const int MaxKeyCharacters = 512;

    /// <summary>Rows of one page.</summary>
    public const int MaxPageRows = 1_000;
}
