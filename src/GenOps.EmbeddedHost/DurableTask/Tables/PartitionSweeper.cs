using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Deletes rows that do not count, with the head's consent in every transaction.</summary>
internal sealed class PartitionSweeper(HeadTransactions transactions, LargeTexts texts)
{
    /// <summary>The clean head, or null when the head was not as given any more.</summary>
    internal async Task<InstanceHead?> SweepAsync(
        InstanceHead head, IReadOnlyList<TableEntity> garbage, long fencingToken, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var groups = RowSizes.Split(garbage.Select(static row => Delete(row.PartitionKey, row.RowKey))).ToList();
        if (groups.Count == 0)
        {
            groups.Add([]);
        }

        var now = head;
        foreach (var group in groups)
        {
            var isLast = ReferenceEquals(group, groups[^1]);
            var row = head.Touch(fencingToken);
            if (isLast)
            {
                row[InstanceHead.DirtyColumn] = false;
            }

            var kind = isLast && head.Version == 0 ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateMerge;
            if (await transactions.SubmitAsync(now, kind, row, group, canSend, cancellationToken) is not { } next)
            {
                return null;
            }

            now = next;
        }

        await texts.DeleteAsync([.. garbage.SelectMany(static row => row.BlobNames())], cancellationToken);
        return now;
    }

    internal static TableTransactionAction Delete(string partition, string key) =>
        new(TableTransactionActionType.Delete, new TableEntity(partition, key), Azure.ETag.All);
}
