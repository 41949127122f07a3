using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Reads instances. The active process also settles what it loads: it removes what a crash left behind and puts its fencing token on the
/// head, after which an earlier holder can't commit there any more, however late its request arrives.
/// </summary>
internal sealed class InstanceLoader(
    InstanceHeads heads,
    PartitionReader reader,
    PartitionSweeper sweeper,
    HeadTransactions transactions,
    LargeTexts texts,
    PendingEntries pending,
    HubLeases leases)
{
    private const int MaxTries = 20;

    internal async Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var partition = InstanceKeys.Encode(instanceId);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var view = await reader.ReadAsync(partition, cancellationToken);
            if (await SettleAsync(view, cancellationToken) is not { } head
                || await texts.ReadAsync(view.LargeNames(), cancellationToken) is not { } large)
            {
                continue;
            }

            heads.Remember(head with { MessageTexts = view.Head.MessageTexts });
            var snapshot = ToSnapshot(view, large);
            var isAtRest = snapshot.Record is null or { IsEntity: true } or { IsFinished: true } && snapshot.Outbox.Count == 0;
            pending.Loaded(instanceId, snapshot.Inbox.Select(static message => message.Id), isAtRest);
            return snapshot.Record is null && snapshot.Inbox.Count == 0 ? null : snapshot;
        }

        throw Restless(instanceId);
    }

    internal async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        var partition = InstanceKeys.Encode(instanceId);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await reader.ReadHeadAsync(partition, cancellationToken);
            if (row is null || InstanceHead.Of(row).Version == 0)
            {
                return null;
            }

            if (await ReadRecordAsync(row, cancellationToken) is { } record)
            {
                return record;
            }
        }

        throw Restless(instanceId);
    }

    /// <summary>Null when a large text is gone: the row is out of date.</summary>
    internal async Task<InstanceRecord?> ReadRecordAsync(TableEntity row, CancellationToken cancellationToken) =>
        await texts.ReadAsync([.. row.BlobNames()], cancellationToken) is { } large ? RecordRow.Read(row, large) : null;

    private static InvalidOperationException Restless(string instanceId) =>
        new($"Instance '{instanceId}' changed {MaxTries} times while it was read, or its large texts are missing.");

    private static InstanceSnapshot ToSnapshot(PartitionView view, IReadOnlyDictionary<string, string> large) => new(
        view.HasRecord ? RecordRow.Read(view.HeadRow!, large) : null,
        [.. view.History.Select(row => InstanceRows.ReadHistory(row, large))],
        [.. view.Inbox.Select(row => InstanceRows.ReadInbox(row, large))],
        [.. view.Outbox.Select(row => InstanceRows.ReadOutbox(row, large))]);

    private async Task<InstanceHead?> SettleAsync(PartitionView view, CancellationToken cancellationToken)
    {
        var head = view.Head;
        if (leases.Valid is not { } lease || head.ETag is null || head.FencingToken > lease.FencingToken)
        {
            return head;
        }

        if (head.IsDirty)
        {
            return await sweeper.SweepAsync(head, view.Garbage, lease.FencingToken, () => lease.IsValid, cancellationToken);
        }

        return head.FencingToken == lease.FencingToken
            ? head
            : await transactions.SubmitAsync(
                head, TableTransactionActionType.UpdateMerge, head.Touch(lease.FencingToken), [], () => lease.IsValid, cancellationToken);
    }
}
