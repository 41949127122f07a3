using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Transactions in an instance's partition. Each replaces, merges or deletes the head as it was seen, by ETag, so that each happens at most
/// once and only if nothing else did; each puts a stamp of its own on the head, by which it is recognised when its answer was lost.
/// </summary>
internal sealed class HeadTransactions(TableClient once, PartitionReader reader, TableHubOptions options, TimeProvider time)
{
    private readonly string _process = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private long _last;

    /// <summary>
    /// The head afterwards, or null when it was not <paramref name="head"/> any more. <paramref name="canSend"/> is asked before every try.
    /// </summary>
    internal async Task<InstanceHead?> SubmitAsync(
        InstanceHead head,
        TableTransactionActionType kind,
        TableEntity row,
        IEnumerable<TableTransactionAction> others,
        Func<bool> canSend,
        CancellationToken cancellationToken)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{_process}-{Interlocked.Increment(ref _last)}");
        row[InstanceHead.StampColumn] = stamp;
        List<TableTransactionAction> actions = [new(kind, row, head.ETag ?? default), .. others];
        RowSizes.Check(actions);
        if (!canSend())
        {
            return null;
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await once.SubmitTransactionAsync(actions, cancellationToken);
                return Next(kind, row, head, answer.Value[0].Headers.ETag);
            }
            catch (Exception exception) when (StorageFaults.IsOpen(exception, cancellationToken))
            {
                var now = await reader.ReadHeadAsync(head.PartitionKey, cancellationToken);
                if (now?.GetString(InstanceHead.StampColumn) == stamp || (now is null && kind == TableTransactionActionType.Delete))
                {
                    return Next(kind, row, head, now?.ETag);
                }

                if (now?.ETag != head.ETag)
                {
                    return null;
                }

                if (!await PrepareAgainAsync(actions, exception, tries, cancellationToken) || !canSend())
                {
                    throw;
                }
            }
        }
    }

    private static InstanceHead Next(TableTransactionActionType kind, TableEntity row, InstanceHead before, Azure.ETag? eTag)
    {
        if (kind is TableTransactionActionType.Delete)
        {
            return InstanceHead.Absent(before.PartitionKey);
        }

        row.ETag = eTag ?? throw new InvalidDataException("Storage answered a change without an ETag.");
        return kind is TableTransactionActionType.UpdateMerge
            ? before with
            {
                ETag = eTag,
                FencingToken = row.GetInt64(InstanceHead.TokenColumn) ?? before.FencingToken,
                IsDirty = row.GetBoolean(InstanceHead.DirtyColumn) ?? before.IsDirty,
            }
            : InstanceHead.Of(row);
    }

    // The head is as it was: either storage did not do it, or may still; with the same ETag only one of both tries can succeed.
    private async Task<bool> PrepareAgainAsync(
        List<TableTransactionAction> actions, Exception exception, int tries, CancellationToken cancellationToken)
    {
        if (StorageFaults.IsConflict(exception))
        {
            // A row that was to be deleted is gone already, which is fine for a message that was taken in.
            var view = await reader.ReadAsync(actions[0].Entity.PartitionKey, cancellationToken);
            var keys = view.Rows.Select(static row => row.RowKey).Append(RowKeys.Head).ToHashSet();
            return actions.RemoveAll(action =>
                action.ActionType is TableTransactionActionType.Delete && !keys.Contains(action.Entity.RowKey)) > 0;
        }

        if (tries >= options.Tries)
        {
            return false;
        }

        await Task.Delay(options.RetryDelay * (1 << Math.Min(tries - 1, 4)), time, cancellationToken);
        return true;
    }
}
