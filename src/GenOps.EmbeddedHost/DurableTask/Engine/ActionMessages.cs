using System.Diagnostics;
using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Orchestrations;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Turns what an orchestrator asks for into rows of its outbox, and timers into rows of its inbox.</summary>
internal static class ActionMessages
{
    internal static (IReadOnlyList<Outgoing> Outgoing, IReadOnlyList<HubMessage> Timers) Of(
        IReadOnlyList<OrchestratorAction> actions, InstanceRecord record)
    {
        var outgoing = new List<Outgoing>(actions.Count);
        var timers = new List<HubMessage>();
        foreach (var action in actions)
        {
            var id = MessageIds.OfAction(record.ExecutionId, action.Head.TaskId);
            if (action.Head.Kind == ActionKind.Timer)
            {
                var body = new TimerBody(record.ExecutionId, action.Head.TaskId);
                timers.Add(new HubMessage(id, nameof(MessageKind.Timer), body.Write(), action.At));
            }
            else
            {
                outgoing.Add(Outgoing.To(
                    action.Head.Kind == ActionKind.Activity ? action.Name : action.TargetId, id, Body(action, record), action.At));
            }
        }

        return (outgoing, timers);
    }

    private static MessageBody Body(OrchestratorAction action, InstanceRecord record) => action.Head.Kind switch
    {
        ActionKind.Activity => new ActivityBody(action.Name, record.ExecutionId, action.Head.TaskId)
        {
            Input = action.Data, TraceParent = record.TraceParent, TraceState = record.TraceState,
        },
        ActionKind.SubOrchestration => new StartBody(
            action.Name, MessageIds.ChildExecutionId(record.ExecutionId, action.Head.TaskId), record.UpdatedAt)
        {
            Input = action.Data,
            ParentId = record.InstanceId,
            ParentName = record.Name,
            ParentExecutionId = record.ExecutionId,
            ParentTaskId = action.Head.TaskId,
            Tags = action.Tags,
            TraceParent = record.TraceParent,
            TraceState = record.TraceState,
        },
        ActionKind.EntityCall => new OperationBody(action.Name)
        {
            Input = action.Data,
            CallerId = record.InstanceId,
            CallerExecutionId = record.ExecutionId,
            CallerTaskId = action.Head.TaskId,
            TraceParent = record.TraceParent,
            TraceState = record.TraceState,
        },
        ActionKind.EntitySignal => new OperationBody(action.Name)
        {
            Input = action.Data, TraceParent = record.TraceParent, TraceState = record.TraceState,
        },
        ActionKind.SendEvent => new EventBody(action.Name) { Data = action.Data },
        _ => throw new UnreachableException(),
    };
}
