using System.Runtime.CompilerServices;
using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>The client's access to entities.</summary>
internal sealed class HubEntityClient(
    DurableOptions options, HubMailer mailer, IHubStore store, DurableEngine engine, PayloadConverter converter)
    : DurableEntityClient(options.HubName)
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var trace = TraceOrigin.Current;
        var body = new OperationBody(operationName)
        {
            Input = converter.Serialize(input), TraceParent = trace.Parent, TraceState = trace.State,
        };
        await mailer.SendAsync(id.ToString(), body, options?.SignalTime, cancellation);
    }

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } record ? Describe(record, includeState) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } record ? Describe<T>(record, includeState) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) =>
        Query(filter ?? new(), (record, includeState) => Describe(record, includeState));

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        Query(filter ?? new(), Describe<T>);

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        var removed = 0;
        if ((request ?? CleanEntityStorageRequest.Default).RemoveEmptyEntities)
        {
            await foreach (var record in store.QueryAsync("@", cancellation))
            {
                if (record is { IsEntity: true, EntityState: null } && await IsAtRestAsync(record.InstanceId, cancellation)
                    && await store.DeleteAsync(record.InstanceId, cancellation))
                {
                    engine.Session?.Forget(record.InstanceId);
                    removed++;
                }
            }
        }

        return new CleanEntityStorageResult { EmptyEntitiesRemoved = removed };
    }

    private async Task<bool> IsAtRestAsync(string instanceId, CancellationToken cancellationToken) =>
        await store.LoadAsync(instanceId, cancellationToken) is { Inbox.Count: 0, Outbox.Count: 0, Record.EntityState: null };

    private async Task<InstanceRecord?> FindAsync(EntityInstanceId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id.ToString(), cancellationToken) is { EntityState: not null } record ? record : null;

    private HubPages<T> Query<T>(EntityQuery filter, Func<InstanceRecord, bool, T> describe)
        where T : notnull =>
        new(
            (after, cancellation) => MatchingAsync(filter, after, cancellation),
            record => describe(record, filter.IncludeState),
            filter.PageSize ?? EntityQuery.DefaultPageSize,
            filter.ContinuationToken);

    private async IAsyncEnumerable<InstanceRecord> MatchingAsync(
        EntityQuery filter, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in store.QueryAsync(filter.InstanceIdStartsWith ?? "@", cancellationToken))
        {
            var isNew = after is null || string.CompareOrdinal(record.InstanceId, after) > 0;
            var isInTime = !(record.UpdatedAt < filter.LastModifiedFrom) && !(record.UpdatedAt > filter.LastModifiedTo);
            if (isNew && record.IsEntity && isInTime && (filter.IncludeTransient || record.EntityState is not null))
            {
                yield return record;
            }
        }
    }

    private EntityMetadata Describe(InstanceRecord record, bool includeState)
    {
        var state = includeState && record.EntityState is { } json ? new SerializedData(json, converter) : null;
        return new EntityMetadata(EntityInstanceId.FromString(record.InstanceId), state) { LastModifiedTime = record.UpdatedAt };
    }

    private EntityMetadata<T> Describe<T>(InstanceRecord record, bool includeState)
    {
        var id = EntityInstanceId.FromString(record.InstanceId);
        return includeState && record.EntityState is { } json
            ? new EntityMetadata<T>(id, converter.Deserialize<T>(json)) { LastModifiedTime = record.UpdatedAt }
            : new EntityMetadata<T>(id) { LastModifiedTime = record.UpdatedAt };
    }
}
