using GenOps.Adapters.Tables.Columns;
using GenOps.Adapters.Tables.Mappers;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tables;

/// <summary>The rules of a transaction that every store checks before it does anything.</summary>
internal static class TransactionRules
{
    /// <summary>Returns the row keys of the changes in order, or throws as <see cref="IRowStore.CommitAsync"/> documents.</summary>
    public static string[] Check(string partition, IReadOnlyList<RowChange> changes)
    {
        RowKeys.Check(partition);
        ArgumentOutOfRangeException.ThrowIfZero(changes.Count);
        if (changes.Count > RowLimits.MaxTransactionRows)
        {
            throw new RowStoreException(
                RowStoreFault.TooLarge, $"A transaction has {changes.Count} rows; storage takes {RowLimits.MaxTransactionRows}.");
        }

        var keys = new string[changes.Count];
        var sizer = new ColumnSizer();
        for (var index = 0; index < keys.Length; index++)
        {
            keys[index] = Check(partition, changes[index], sizer);
        }

        CheckDistinct(keys);
        return keys;
    }

    private static string Check(string partition, in RowChange change, ColumnSizer sizer)
    {
        var key = change.Row.RowKey;
        RowKeys.Check(key, nameof(Row.RowKey));
        if (change.Kind is not RowChangeKind.Insert)
        {
            CheckETag(change.ETag);
        }

        sizer.Begin(partition, key);
        if (change.Kind is not RowChangeKind.Delete)
        {
            var mapper = RowMappers.Of(change.Row);
            sizer.Text(RowMapper.TypeColumn, mapper.TypeName);
            mapper.Write(change.Row, sizer);
        }

        sizer.End(key);
        return key;
    }

    private static void CheckETag(string? eTag)
    {
        ArgumentException.ThrowIfNullOrEmpty(eTag);
        if (eTag == "*")
        {
            throw new ArgumentException("A change must name the version it replaces, not any version.", nameof(eTag));
        }
    }

    private static void CheckDistinct(string[] keys)
    {
        if (keys.Length == 1)
        {
            return;
        }

        var seen = new HashSet<string>(keys.Length, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (!seen.Add(key))
            {
                throw new ArgumentException($"A transaction changes row '{key}' twice.");
            }
        }
    }
}
