using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Commits that one transaction does not hold.</summary>
internal sealed class StagedCommits(PartitionReader reader, HeadTransactions transactions)
{
    // 128 characters of id, a prefix and a line end each, in a column of 32,768.
    private const int RemovedKeysInRow = 240;

    /// <summary>The head afterwards, or null when it was not <paramref name="head"/> any more.</summary>
    internal async Task<InstanceHead?> SubmitAsync(
        InstanceHead head, CommitPlan plan, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(head.PartitionKey, cancellationToken);
        if (view.Head.ETag != head.ETag)
        {
            return null;
        }

        // A row that counts already must not be overwritten before the end, so it goes into the last transaction.
        var present = view.Rows.Select(static row => row.RowKey).ToHashSet();
        var overwritten = plan.Added.Where(row => present.Contains(row.RowKey)).ToList();
        var removed = plan.Removed.Where(present.Contains).ToList();
        var removedLast = removed.Take(RowSizes.MaxActions - 1 - overwritten.Count).ToList();
        var removedLater = removed.Skip(removedLast.Count).Chunk(RemovedKeysInRow).Select((keys, number) =>
            InstanceRows.WriteRemoved(head.PartitionKey, number, keys, plan.Head.GetInt64(InstanceHead.VersionColumn)!.Value)).ToList();
        var staged = plan.Added.Where(row => !present.Contains(row.RowKey)).Concat(removedLater);
        if (await StageAsync(head, staged, plan, canSend, cancellationToken) is not { } now)
        {
            return null;
        }

        plan.Head[InstanceHead.DirtyColumn] = removedLater.Count > 0;
        return await transactions.SubmitAsync(
            now,
            now.ETag is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace,
            plan.Head,
            overwritten.Select(CommitPlan.Write).Concat(removedLast.Select(key => PartitionSweeper.Delete(head.PartitionKey, key))),
            canSend,
            cancellationToken);
    }

    private async Task<InstanceHead?> StageAsync(
        InstanceHead head, IEnumerable<TableEntity> rows, CommitPlan plan, Func<bool> canSend, CancellationToken cancellationToken)
    {
        var now = head;
        foreach (var group in RowSizes.Split(rows.Select(CommitPlan.Write)))
        {
            var row = head.Touch(plan.Head.GetInt64(InstanceHead.TokenColumn)!.Value);
            row[InstanceHead.DirtyColumn] = true;
            var kind = TableTransactionActionType.UpdateMerge;
            if (now.ETag is null)
            {
                // A head without a record: nothing counts yet.
                row[InstanceHead.VersionColumn] = 0L;
                kind = TableTransactionActionType.Add;
            }

            if (await transactions.SubmitAsync(now, kind, row, group, canSend, cancellationToken) is not { } next)
            {
                return null;
            }

            now = next;
        }

        return now;
    }
}
