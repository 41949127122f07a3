using GenOps.EmbeddedHost.DurableTask.Entities;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Plans the turns of entities.</summary>
internal sealed partial class EntityTurns(EntityRunner runner, MessageIds ids, TimeProvider time, ILogger<EntityTurns> logger)
{
    internal async Task<TurnPlan> PlanAsync(
        string instanceId, InstanceState state, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entityId = EntityInstanceId.FromString(instanceId);
        var record = state.Record ?? new InstanceRecord
        {
            InstanceId = instanceId,
            Name = entityId.Name,
            Status = HubStatus.Running,
            Version = 0,
            IsEntity = true,
            ExecutionId = ids.NewExecutionId(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        var delayed = messages.Where(message => message.VisibleAt > now && message.Origin != MessageOrigin.Inbox);
        var plan = new TurnPlan(record)
        {
            AddedInbox =
            [
                .. delayed.Select(static message =>
                    new HubMessage(message.Id, message.Kind.ToString(), message.Body.Write(), message.VisibleAt)),
            ],
        };
        var due = messages.Where(message => message.VisibleAt is null || message.VisibleAt <= now).ToArray();
        var operations = due.Select(static message => message.Body).OfType<OperationBody>().ToArray();
        if (operations.Length < due.Length)
        {
            MessagesDropped(due.Length - operations.Length, entityId);
        }

        if (operations.Length == 0)
        {
            return plan;
        }

        var outcome = await runner.RunAsync(entityId, record.EntityState, operations, cancellationToken);
        return plan with
        {
            Record = record with { EntityState = outcome.State, UpdatedAt = now },
            Outgoing = [.. Answers(record, operations, outcome), .. Sends(record, operations.Length, outcome)],
        };
    }

    private static IEnumerable<Outgoing> Answers(InstanceRecord record, OperationBody[] operations, EntityOutcome outcome)
    {
        for (var index = 0; index < operations.Length; index++)
        {
            if (operations[index] is { CallerId: { } caller, CallerExecutionId: { } execution } call)
            {
                var result = outcome.Results[index];
                var body = new ResultBody(execution, call.CallerTaskId) { Result = result.Result, Failure = result.Failure };
                yield return Outgoing.To(caller, MessageIds.OfTurn(record.ExecutionId, record.Version + 1, index), body);
            }
        }
    }

    private static IEnumerable<Outgoing> Sends(InstanceRecord record, int offset, EntityOutcome outcome) =>
        outcome.Sends.Select((send, index) =>
            Outgoing.To(send.TargetId, MessageIds.OfTurn(record.ExecutionId, record.Version + 1, offset + index), send.Body, send.At));

    [LoggerMessage(1, LogLevel.Warning, "{Count} message(s) for entity '{EntityId}' were dropped: they are not operations.")]
    private partial void MessagesDropped(int count, EntityInstanceId entityId);
}
