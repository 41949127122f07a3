using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Removes instances: in one transaction, or, if there are too many rows for that, by taking away the record first, after which none of the
/// others counts.
/// </summary>
internal sealed class InstancePurger(
    InstanceHeads heads,
    PartitionReader reader,
    PartitionSweeper sweeper,
    HeadTransactions transactions,
    LargeTexts texts,
    HubStorage storage,
    TableHubOptions options)
{
    private const int MaxTries = 20;

    /// <summary>What there was; null when nothing.</summary>
    internal async Task<PartitionView?> DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        var partition = InstanceKeys.Encode(instanceId);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var view = await reader.ReadAsync(partition, cancellationToken);
            if (view.Head.ETag is null && view.Inbox.Count == 0)
            {
                return null;
            }

            if (!await DeleteAsync(view, cancellationToken))
            {
                continue;
            }

            heads.Forget(partition);
            string[] names = [.. view.Rows.SelectMany(static row => row.BlobNames()).Concat(view.HeadRow?.BlobNames() ?? [])];
            await texts.DeleteAsync(names, cancellationToken);
            await texts.DeleteOrphansAsync(instanceId, options.OrphanAge, cancellationToken);
            return view;
        }

        throw new InvalidOperationException($"Instance '{instanceId}' changed {MaxTries} times while it was to be deleted.");
    }

    private async Task<bool> DeleteAsync(PartitionView view, CancellationToken cancellationToken)
    {
        var head = view.Head;
        if (head.ETag is null)
        {
            await DeleteInboxAsync(view, cancellationToken);
            return true;
        }

        var rows = view.Rows.Select(static row => PartitionSweeper.Delete(row.PartitionKey, row.RowKey)).ToList();
        if (rows.Count < RowSizes.MaxActions)
        {
            return await transactions.SubmitAsync(
                head, TableTransactionActionType.Delete, head.Touch(0), rows, static () => true, cancellationToken) is not null;
        }

        var inbox = view.Inbox.Take(RowSizes.MaxActions - 1).Select(static row => PartitionSweeper.Delete(row.PartitionKey, row.RowKey));
        var none = head.Touch(0);
        none[InstanceHead.VersionColumn] = 0L;
        none[InstanceHead.DirtyColumn] = true;
        if (await transactions.SubmitAsync(
            head, TableTransactionActionType.UpdateReplace, none, inbox, static () => true, cancellationToken) is not { } now)
        {
            return false;
        }

        // The record is gone. Should the rest not succeed, whoever next loads, commits or deletes here does it.
        var rest = view.Rows.Except(view.Inbox.Take(RowSizes.MaxActions - 1)).ToList();
        await sweeper.SweepAsync(now, rest, now.FencingToken, static () => true, cancellationToken);
        return true;
    }

    // Messages for an instance that never came to be: there is no head to guard them, so each goes as it was seen.
    private async Task DeleteInboxAsync(PartitionView view, CancellationToken cancellationToken)
    {
        foreach (var row in view.Inbox)
        {
            await storage.Instances.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
    }
}
