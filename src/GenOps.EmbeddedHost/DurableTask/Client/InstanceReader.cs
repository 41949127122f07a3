using System.Collections.Concurrent;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>Orchestrations as the store has them, and as clients see them.</summary>
internal sealed class InstanceReader(IHubStore store, PayloadConverter converter)
{
    private readonly ConcurrentDictionary<string, string> _restarts = new(StringComparer.Ordinal);

    /// <summary>Notes that an ended execution is about to be followed by another: until then the instance is pending.</summary>
    internal void NoteRestart(string instanceId, string endedExecutionId) => _restarts[instanceId] = endedExecutionId;

    /// <summary>The record, also of an instance whose start is still in its inbox. Null for entities.</summary>
    internal async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        var record = await store.FindAsync(instanceId, cancellationToken);
        if (record is null)
        {
            var snapshot = await store.LoadAsync(instanceId, cancellationToken);
            return snapshot?.Record ?? Waiting(instanceId, snapshot);
        }

        return AsSeen(record);
    }

    /// <summary>A stored record as clients see it.</summary>
    internal InstanceRecord? AsSeen(InstanceRecord? record)
    {
        if (record is null or { IsEntity: true })
        {
            return null;
        }

        if (_restarts.TryGetValue(record.InstanceId, out var ended))
        {
            if (record.ExecutionId == ended && record.IsFinished)
            {
                return record with { Status = HubStatus.Pending, Output = null };
            }

            _restarts.TryRemove(record.InstanceId, out _);
        }

        return record;
    }

    internal OrchestrationMetadata Describe(InstanceRecord record, bool withPayloads) => new(record.Name, record.InstanceId)
    {
        RuntimeStatus = Status(record.Status),
        CreatedAt = record.CreatedAt,
        LastUpdatedAt = record.UpdatedAt,
        Tags = record.Tags,
        DataConverter = withPayloads ? converter : null,
        SerializedInput = withPayloads ? record.Input : null,
        SerializedOutput = withPayloads ? record.Output : null,
        SerializedCustomStatus = withPayloads ? record.CustomStatus ?? "null" : null,
    };

    internal AsyncPageable<OrchestrationMetadata> Query(OrchestrationQuery filter)
    {
        var statuses = filter.Statuses?.ToHashSet();
        return new HubPages<OrchestrationMetadata>(
            (after, cancellation) => Matching(
                filter.InstanceIdPrefix,
                record => (statuses is null or { Count: 0 } || statuses.Contains(Status(record.Status)))
                    && !(record.CreatedAt < filter.CreatedFrom) && !(record.CreatedAt > filter.CreatedTo),
                after,
                cancellation),
            record => Describe(record, filter.FetchInputsAndOutputs),
            filter.PageSize,
            filter.ContinuationToken);
    }

    internal async Task<Page<string>> ListIdsAsync(
        HashSet<OrchestrationRuntimeStatus>? statuses,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int pageSize,
        string? after,
        CancellationToken cancellationToken)
    {
        var matching = Matching(
            null,
            record => record.CompletedAt is { } completed && !(completed < from) && !(completed > to)
                && (statuses is null or { Count: 0 } || statuses.Contains(Status(record.Status))),
            after,
            cancellationToken);
        var ids = new List<string>();
        await foreach (var record in matching)
        {
            ids.Add(record.InstanceId);
            if (ids.Count == pageSize)
            {
                return new Page<string>(ids, record.InstanceId);
            }
        }

        return new Page<string>(ids);
    }

    /// <summary>Orchestrations in the order of their ids, those after one id only.</summary>
    internal async IAsyncEnumerable<InstanceRecord> Matching(
        string? prefix,
        Func<InstanceRecord, bool> matches,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in store.QueryAsync(prefix, cancellationToken))
        {
            var isNew = after is null || string.CompareOrdinal(record.InstanceId, after) > 0;
            if (isNew && !record.IsEntity && matches(record))
            {
                yield return record;
            }
        }
    }

    private static InstanceRecord? Waiting(string instanceId, InstanceSnapshot? snapshot)
    {
        var stored = snapshot?.Inbox.FirstOrDefault(static message => message.Kind == nameof(MessageKind.Start));
        if (stored is null || MessageBody.Read(stored.Kind, stored.Json) is not StartBody start)
        {
            return null;
        }

        return new InstanceRecord
        {
            InstanceId = instanceId,
            Name = start.Name,
            Status = HubStatus.Pending,
            Version = 0,
            ExecutionId = start.ExecutionId,
            Input = start.Input,
            CreatedAt = start.CreatedAt,
            UpdatedAt = start.CreatedAt,
            Tags = start.Tags ?? new Dictionary<string, string>(),
        };
    }

    private static OrchestrationRuntimeStatus Status(HubStatus status) => status switch
    {
        HubStatus.Pending => OrchestrationRuntimeStatus.Pending,
        HubStatus.Running => OrchestrationRuntimeStatus.Running,
        HubStatus.Suspended => OrchestrationRuntimeStatus.Suspended,
        HubStatus.Completed => OrchestrationRuntimeStatus.Completed,
        HubStatus.Failed => OrchestrationRuntimeStatus.Failed,
        HubStatus.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
