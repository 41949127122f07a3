using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>What an operation knows of its entity and sends from it.</summary>
internal sealed class EntityContext(EntityInstanceId id, PayloadConverter converter, MessageIds ids, TimeProvider time) : TaskEntityContext
{
    private readonly List<EntitySend> _sends = [];

    public override EntityInstanceId Id => id;

    internal IReadOnlyList<EntitySend> Sends => _sends;

    public override void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var trace = TraceOrigin.Current;
        var body = new OperationBody(operationName)
        {
            Input = converter.Serialize(input), TraceParent = trace.Parent, TraceState = trace.State,
        };
        _sends.Add(new EntitySend(id.ToString(), body, options?.SignalTime));
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var trace = TraceOrigin.Current;
        var executionId = ids.NewExecutionId();
        var body = new StartBody(name, executionId, time.GetUtcNow())
        {
            Input = converter.Serialize(input), Tags = options?.Tags, TraceParent = trace.Parent, TraceState = trace.State,
        };
        var instanceId = options?.InstanceId is { Length: > 0 } given ? InstanceIds.Check(given) : executionId;
        _sends.Add(new EntitySend(instanceId, body, options?.StartAt));
        return instanceId;
    }

    /// <summary>Takes back what was sent after the first <paramref name="count"/>.</summary>
    internal void Restore(int count) => _sends.RemoveRange(count, _sends.Count - count);
}
