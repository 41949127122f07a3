using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Instances with something to do, and arrivals: messages that another process than the active one enqueues. Both are rows of one
/// partition, so that an arrival becomes a pending instance in one step. An instance enters before its first message or commit, and leaves
/// some time after it came to rest, with others, between polls.
/// </summary>
internal sealed class PendingIndex(
    HubStorage storage, Fence fence, HubLeases leases, PendingEntries entries, TableHubOptions options, TimeProvider time) : IDisposable
{
    private const string IdColumn = "InstanceId";
    private const string MessageColumn = "MessageId";
    private const string WrittenColumn = "IsMessageWritten";

    // A transaction of one arrival and its pending row each, and the fence.
    private const int MaxArrivals = (RowSizes.MaxActions - 1) / 2;

    private const int MaxRemovals = 5;

    private readonly SemaphoreSlim _polling = new(1, 1);
    private long _lastSweep = time.GetTimestamp();

    /// <summary>Returns when the instance is in the index and stays there until it comes to rest.</summary>
    internal async Task KeepAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (leases.Valid is not { } lease)
        {
            await storage.Pending.UpsertEntityAsync(PendingRow(instanceId), TableUpdateMode.Replace, cancellationToken);
            return;
        }

        while (!entries.Keep(instanceId, out var removing))
        {
            if (removing is not null)
            {
                await removing.WaitAsync(cancellationToken);
                continue;
            }

            await fence.SettleAsync(lease.FencingToken, cancellationToken);
            await storage.Pending.UpsertEntityAsync(PendingRow(instanceId), TableUpdateMode.Replace, cancellationToken);
            entries.Written(instanceId);
        }
    }

    /// <summary>Tells the active process of a message: before it is written, so that it is not forgotten, and after.</summary>
    internal Task AnnounceAsync(string instanceId, string messageId, bool isWritten, CancellationToken cancellationToken)
    {
        var row = new TableEntity(RowKeys.PendingPartition, RowKeys.Arrival(instanceId, messageId))
        {
            [IdColumn] = instanceId,
            [MessageColumn] = messageId,
            [WrittenColumn] = isWritten,
        };
        return storage.Pending.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    internal async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isActive = leases.Valid is not null;
        await foreach (var row in Rows(RowKeys.ArrivalPrefix, RowKeys.PendingPrefix, cancellationToken))
        {
            if (row.GetString(IdColumn) is not { } instanceId)
            {
                continue;
            }

            if (isActive && row.RowKey.StartsWith(RowKeys.PendingPrefix, StringComparison.Ordinal))
            {
                entries.Written(instanceId, isKnown: false);
            }

            if (seen.Add(instanceId))
            {
                yield return instanceId;
            }
        }
    }

    /// <summary>Instances with arrivals since the last poll. Nothing when this process is not the active one.</summary>
    internal async Task<IReadOnlyList<string>> PollAsync(CancellationToken cancellationToken)
    {
        if (leases.Valid is not { } lease)
        {
            return [];
        }

        await _polling.WaitAsync(cancellationToken);
        try
        {
            return await PollAsync(lease, cancellationToken);
        }
        finally
        {
            _polling.Release();
        }
    }

    public void Dispose() => _polling.Dispose();

    private async Task<IReadOnlyList<string>> PollAsync(HubLease lease, CancellationToken cancellationToken)
    {
        var arrived = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in (await ReadArrivalsAsync(cancellationToken)).Chunk(MaxArrivals))
        {
            var ids = chunk.Select(static row => row.GetString(IdColumn)).Distinct().ToList();
            var actions = chunk
                .Select(static row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))
                .Concat(ids.Select(static id => new TableTransactionAction(TableTransactionActionType.UpsertReplace, PendingRow(id))));
            foreach (var row in chunk)
            {
                // Before the transaction, so that a removal that begins meanwhile leaves the instance alone.
                entries.Expect(row.GetString(IdColumn), row.GetString(MessageColumn));
            }

            if (!await fence.SubmitAsync(lease.FencingToken, [.. actions], cancellationToken))
            {
                return [.. arrived];
            }

            ids.ForEach(id => entries.Written(id));
            arrived.UnionWith(ids);
        }

        await RemoveAtRestAsync(lease, cancellationToken);
        return [.. arrived];
    }

    private static TableEntity PendingRow(string instanceId) =>
        new(RowKeys.PendingPartition, RowKeys.Pending(instanceId)) { [IdColumn] = instanceId };

    private async Task<IReadOnlyList<TableEntity>> ReadArrivalsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var page in Rows(RowKeys.ArrivalPrefix, RowKeys.ArrivalPrefix, cancellationToken).AsPages())
        {
            var now = page.GetRawResponse().Headers.Date ?? DateTimeOffset.MinValue;
            rows.AddRange(page.Values.Where(row =>
                row.GetBoolean(WrittenColumn) == true || now - row.Timestamp > options.AnnouncementPatience));
        }

        return rows;
    }

    private async Task RemoveAtRestAsync(HubLease lease, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_lastSweep) < options.RestTime / 2)
        {
            return;
        }

        // Those that are left when there are very many follow with the next poll.
        for (var batches = 0; batches < MaxRemovals; batches++)
        {
            if (await RemoveBatchAsync(lease, cancellationToken) < RowSizes.MaxActions - 1)
            {
                _lastSweep = time.GetTimestamp();
                return;
            }
        }
    }

    private async Task<int> RemoveBatchAsync(HubLease lease, CancellationToken cancellationToken)
    {
        var removing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leaving = entries.BeginRemoval(options.RestTime, RowSizes.MaxActions - 1, removing.Task);
        try
        {
            if (leaving.Count > 0)
            {
                await fence.SubmitAsync(
                    lease.FencingToken,
                    [.. leaving.Select(static id => PartitionSweeper.Delete(RowKeys.PendingPartition, RowKeys.Pending(id)))],
                    cancellationToken);
            }
        }
        finally
        {
            entries.EndRemoval(leaving);
            removing.SetResult();
        }

        return leaving.Count;
    }

    private AsyncPageable<TableEntity> Rows(string from, string lastPrefix, CancellationToken cancellationToken) =>
        storage.Pending.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {RowKeys.PendingPartition} and RowKey ge {from} and RowKey lt {lastPrefix[..1] + "}"}"),
            cancellationToken: cancellationToken);
}
