using Azure;
using Azure.Data.Tables;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tables;

/// <summary>Rows in one table. Reads may be repeated by their client; the client of commits sends once.</summary>
internal sealed class TableRowStore(TableClient reads, TableClient commits) : IRowStore
{
    public async ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        RowKeys.Check(partition);
        RowKeys.Check(rowKey);
        try
        {
            var answer = await reads.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, select: null, cancellationToken);
            if (answer.HasValue)
            {
                return TableRows.ToStored(answer.Value!);
            }

            TableFaults.ThrowIfTableMissing(answer.GetRawResponse());
            return null;
        }
        catch (Exception exception) when (TableFaults.IsFaultOfRead(exception, cancellationToken))
        {
            throw TableFaults.OfRead(exception);
        }
    }

    public async ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        RangeRules.Check(partition, fromKey, beforeKey, limit, continuation);
        try
        {
            return await ReadPageAsync(FilterOf(partition, fromKey, beforeKey, continuation), limit, cancellationToken);
        }
        catch (Exception exception) when (TableFaults.IsFaultOfRead(exception, cancellationToken))
        {
            throw TableFaults.OfRead(exception);
        }
    }

    public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var keys = TransactionRules.Check(partition, changes);
        var actions = TableRows.ToActions(partition, changes, keys);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var answer = await commits.SubmitTransactionAsync(actions, cancellationToken);
            return new CommitOutcome(true, ETagsOf(answer.Value, changes));
        }
        catch (Exception exception) when (TableFaults.IsConflict(exception))
        {
            return CommitOutcome.Conflict;
        }
        catch (Exception exception)
        {
            // Everything, because whatever goes wrong from here on, the caller must learn what it can rely on.
            throw TableFaults.OfCommit(exception);
        }
    }

    /// <summary>Makes sure that the table exists; returns storage's clock.</summary>
    public async ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken)
    {
        const string AnyKey = "a";
        var filter = FilterOf(AnyKey, AnyKey, AnyKey, continuation: null);
        try
        {
            try
            {
                return (await ReadPageAsync(filter, limit: 1, cancellationToken)).StorageTime;
            }
            catch (RequestFailedException exception) when (TableFaults.IsTableMissing(exception))
            {
                await reads.CreateIfNotExistsAsync(cancellationToken);
                return (await ReadPageAsync(filter, limit: 1, cancellationToken)).StorageTime;
            }
        }
        catch (Exception exception) when (TableFaults.IsFaultOfRead(exception, cancellationToken))
        {
            throw TableFaults.OfRead(exception);
        }
    }

    private static string FilterOf(string partition, string fromKey, string beforeKey, string? continuation) => continuation is null
        ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {fromKey} and RowKey lt {beforeKey}")
        : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {continuation} and RowKey lt {beforeKey}");

    private static string?[] ETagsOf(IReadOnlyList<Response> answers, IReadOnlyList<RowChange> changes)
    {
        if (answers.Count != changes.Count)
        {
            throw new InvalidDataException($"Storage answered {answers.Count} of {changes.Count} changes.");
        }

        var eTags = new string?[answers.Count];
        for (var index = 0; index < eTags.Length; index++)
        {
            eTags[index] = changes[index].Kind is RowChangeKind.Delete
                ? null
                : answers[index].Headers.ETag?.ToString() ?? throw new InvalidDataException("Storage answered a change without an ETag.");
        }

        return eTags;
    }

    // Storage may answer pages without rows and a continuation of its own, where it crosses servers; those end here.
    private async Task<RowPage> ReadPageAsync(string filter, int limit, CancellationToken cancellationToken)
    {
        await foreach (var page in reads.QueryAsync<TableEntity>(filter, limit, select: null, cancellationToken).AsPages())
        {
            var isLast = page.ContinuationToken is null;
            if (page.Values.Count == 0 && !isLast)
            {
                continue;
            }

            var time = page.GetRawResponse().Headers.Date
                ?? throw new RowStoreException(RowStoreFault.Unavailable, "Storage answered without a Date.");
            var rows = new StoredRow[page.Values.Count];
            for (var index = 0; index < rows.Length; index++)
            {
                rows[index] = TableRows.ToStored(page.Values[index]);
            }

            return new RowPage(rows, isLast ? null : rows[^1].Row.RowKey, time);
        }

        throw new RowStoreException(RowStoreFault.Unavailable, "Storage answered a query with no page.");
    }
}
