using Azure;
using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Puts messages into inboxes, from any process.</summary>
internal sealed class InboxWriter(HubStorage storage, LargeTexts texts, PendingIndex index, PendingEntries entries, HubLeases leases)
{
    internal async Task EnqueueAsync(string instanceId, HubMessage message, CancellationToken cancellationToken)
    {
        var large = new LargeTextWriter(texts, instanceId);
        var row = InstanceRows.Write(InstanceKeys.Encode(instanceId), message, version: 0, large);
        RowSizes.Check([CommitPlan.Write(row)]);
        await large.WriteAsync(cancellationToken);
        var lease = leases.Valid;
        if (lease is not null)
        {
            entries.Expect(instanceId, message.Id);
            await index.KeepAsync(instanceId, cancellationToken);
        }
        else
        {
            await index.AnnounceAsync(instanceId, message.Id, isWritten: false, cancellationToken);
        }

        await AddAsync(row, large, cancellationToken);

        // Whoever took over before the message was written may have looked for it too early.
        if (lease is not { IsValid: true })
        {
            await index.AnnounceAsync(instanceId, message.Id, isWritten: true, cancellationToken);
        }
    }

    internal async Task DiscardAsync(string instanceId, IReadOnlyList<string> messageIds, CancellationToken cancellationToken)
    {
        var partition = InstanceKeys.Encode(instanceId);
        foreach (var key in messageIds.Select(RowKeys.Inbox))
        {
            var stored = await storage.Instances.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
            if (stored.HasValue)
            {
                await storage.Instances.DeleteEntityAsync(partition, key, cancellationToken: cancellationToken);
                await texts.DeleteAsync([.. stored.Value!.BlobNames()], cancellationToken);
            }
        }
    }

    private async Task AddAsync(TableEntity row, LargeTextWriter large, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Instances.AddEntityAsync(row, cancellationToken);
            return;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
        }

        // It is there: from an earlier call, or from a try of this one whose answer was lost.
        var stored = await storage.Instances.GetEntityIfExistsAsync<TableEntity>(
            row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        if (stored.HasValue && stored.Value!.BlobNames().Any(large.Names.Contains))
        {
            return;
        }

        await large.UndoAsync(cancellationToken);
    }
}
