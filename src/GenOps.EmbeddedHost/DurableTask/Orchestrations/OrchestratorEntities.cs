using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Entities as an orchestrator calls and signals them.</summary>
internal sealed class OrchestratorEntities(DurableTasks tasks, OrchestratorThread thread, PayloadConverter converter)
    : TaskOrchestrationEntityFeature
{
    public override Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        thread.Check();
        var data = converter.Serialize(input);
        return tasks.Ask<TResult>(
            ActionKind.EntityCall,
            $"{id}/{operationName}",
            head => new OrchestratorAction(head) { TargetId = id.ToString(), Name = operationName, Data = data },
            (_, failure) => new EntityOperationFailedException(id, operationName, failure));
    }

    public override Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        CallEntityAsync<object>(id, operationName, input, options);

    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        thread.Check();
        var data = converter.Serialize(input);
        tasks.Ask(ActionKind.EntitySignal, $"{id}/{operationName}", head =>
            new OrchestratorAction(head) { TargetId = id.ToString(), Name = operationName, Data = data, At = options?.SignalTime });
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds) =>
        throw new NotSupportedException("This host has no critical sections over entities; let one entity decide instead.");

    public override bool InCriticalSection(out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = null;
        return false;
    }
}
