using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using Microsoft.DurableTask.Client;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>Removes ended orchestrations.</summary>
internal sealed class InstanceRemover(IHubStore store, DurableEngine engine, InstanceReader reader, TimeProvider time)
{
    internal async Task<PurgeResult> PurgeAsync(string instanceId, bool isRecursive, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(instanceId, cancellationToken) is not { } record)
        {
            return new PurgeResult(0);
        }

        return record.IsFinished
            ? new PurgeResult(await RemoveAsync(record, isRecursive, cancellationToken))
            : throw new InvalidOperationException($"Orchestration '{instanceId}' has not ended and can't be purged.");
    }

    internal async Task<PurgeResult> PurgeAsync(PurgeInstancesFilter filter, bool isRecursive, CancellationToken cancellationToken)
    {
        var statuses = filter.Statuses?.Select(static status => status.ToString()).ToHashSet();
        var end = filter.Timeout is { } timeout ? time.GetUtcNow() + timeout : (DateTimeOffset?)null;
        var count = 0;
        var ended = reader.Matching(
            null,
            record => record.IsFinished && !(record.CreatedAt < filter.CreatedFrom) && !(record.CreatedAt > filter.CreatedTo)
                && (statuses is null or { Count: 0 } || statuses.Contains(record.Status.ToString())),
            null,
            cancellationToken);
        await foreach (var record in ended)
        {
            if (time.GetUtcNow() >= end)
            {
                return new PurgeResult(count, false);
            }

            count += await RemoveAsync(record, isRecursive, cancellationToken);
        }

        return new PurgeResult(count, true);
    }

    private async Task<int> RemoveAsync(InstanceRecord record, bool isRecursive, CancellationToken cancellationToken)
    {
        var count = 0;
        if (isRecursive)
        {
            var children = reader.Matching(
                null, child => child.ParentId == record.InstanceId && child.IsFinished, null, cancellationToken);
            await foreach (var child in children)
            {
                count += await RemoveAsync(child, isRecursive, cancellationToken);
            }
        }

        var isRemoved = await store.DeleteAsync(record.InstanceId, cancellationToken);
        engine.Session?.Forget(record.InstanceId);
        return isRemoved ? count + 1 : count;
    }
}
