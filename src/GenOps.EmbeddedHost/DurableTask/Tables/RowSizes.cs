using System.Text;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Storage's limits of rows and transactions, which emulators do not hold to.</summary>
internal static class RowSizes
{
    internal const int MaxActions = 100;

    private const int MaxRowBytes = 1024 * 1024;
    private const int MaxRequestBytes = 4 * 1024 * 1024;
    private const int ActionBytes = 1024;
    private const string Unescaped = " :,{}[]-_.";

    /// <summary>Groups rows so that each group fits in a transaction with a head of up to half its size.</summary>
    internal static IEnumerable<IReadOnlyList<TableTransactionAction>> Split(IEnumerable<TableTransactionAction> actions)
    {
        var group = new List<TableTransactionAction>();
        var bytes = 0L;
        foreach (var action in actions)
        {
            var next = RequestBytes(action);
            if (group.Count == MaxActions - 1 || (group.Count > 0 && bytes + next > MaxRequestBytes / 2))
            {
                yield return group;
                group = [];
                bytes = 0;
            }

            group.Add(action);
            bytes += next;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    internal static bool FitInOne(IReadOnlyCollection<TableTransactionAction> actions) =>
        actions.Count <= MaxActions && actions.Sum(RequestBytes) <= MaxRequestBytes;

    /// <summary>Throws for a transaction that storage would refuse.</summary>
    internal static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (!FitInOne(actions))
        {
            throw new InvalidOperationException($"A transaction has {actions.Count} actions, {actions.Sum(RequestBytes)} bytes; too many.");
        }

        foreach (var action in actions)
        {
            if (action.Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw new InvalidOperationException("A transaction has two partitions.");
            }

            if (action.Entity is TableEntity row && RowBytes(row) > MaxRowBytes)
            {
                throw new InvalidOperationException($"Row '{row.RowKey}' has {RowBytes(row)} bytes; storage takes {MaxRowBytes}.");
            }
        }
    }

    // As storage documents it: two bytes a character of keys, names and texts.
    internal static long RowBytes(TableEntity row) =>
        4 + row.Sum(static column => 8L + (2 * column.Key.Length) + column.Value switch
        {
            string text => 4 + (2 * text.Length),
            byte[] bytes => 4 + bytes.Length,
            _ => 8,
        });

    // JSON in JSON: a quote, and what is not plain ASCII, may take six bytes.
    private static long RequestBytes(TableTransactionAction action) => action.Entity is TableEntity row
        ? ActionBytes + (6L * (row.PartitionKey.Length + row.RowKey.Length)) + row.Sum(static column => 64L + column.Value switch
        {
            string text => EscapedBytes(text),
            byte[] bytes => (bytes.Length + 2) / 3 * 4,
            _ => 32,
        })
        : ActionBytes;

    private static long EscapedBytes(string text)
    {
        var bytes = 0L;
        foreach (var character in text)
        {
            bytes += char.IsAsciiLetterOrDigit(character) || Unescaped.Contains(character) ? 1 : 6;
        }

        return bytes;
    }
}
