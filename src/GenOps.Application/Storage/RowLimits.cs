namespace GenOps.Application.Storage;

/// <summary>Azure Table Storage's limits, enforced by every store, because emulators are laxer. Source: Azure's service limits for tables.</summary>
/// <remarks>
/// Text counts two bytes a character in rows and values, as storage keeps it. A transaction counts an upper bound of its request body, in which text
/// is JSON and a character outside plain ASCII takes six bytes.
/// </remarks>
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
