using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Orchestrations;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>The last turn of an execution.</summary>
internal static class OrchestrationEnds
{
    internal static TurnPlan End(TurnPlan plan, InstanceState state, OrchestratorEnd end, DateTimeOffset now)
    {
        var record = plan.Record! with { CompletedAt = now, UpdatedAt = now };
        record = end switch
        {
            OrchestratorEnd.Completed completed => record with { Status = HubStatus.Completed, Output = completed.Output },
            OrchestratorEnd.Failed failed => record with
            {
                Status = HubStatus.Failed, Output = failed.Failure.ToString(), FailureJson = HubJson.Write(failed.Failure),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(end)),
        };
        return Close(plan, state, record, (end as OrchestratorEnd.Failed)?.Failure);
    }

    internal static TurnPlan Terminate(TurnPlan plan, InstanceState state, TerminateBody terminate, DateTimeOffset now)
    {
        var record = plan.Record! with
        {
            Status = HubStatus.Terminated, Output = terminate.Output, CompletedAt = now, UpdatedAt = now,
        };
        var children = terminate.IsRecursive ? state.RunningChildren() : [];
        var orders = children.Select((child, index) =>
            Outgoing.To(child, MessageIds.OfTurn(record.ExecutionId, record.Version + 1, index), terminate));
        var failure = new TaskFailureDetails(
            "DurableTask.Core.Exceptions.SubOrchestrationFailedException", "The orchestration was terminated.", null, null, null);
        return Close(plan with { Outgoing = [.. plan.Outgoing, .. orders] }, state, record, failure);
    }

    /// <summary>The next execution begins with messages to itself, which are as durable as any.</summary>
    internal static TurnPlan Continue(
        TurnPlan plan, InstanceState state, OrchestratorEnd.Continued continued, MessageIds ids, DateTimeOffset now)
    {
        var record = plan.Record! with
        {
            ExecutionId = ids.NewExecutionId(), Input = continued.Input, Status = HubStatus.Running, Output = null, UpdatedAt = now,
        };
        var start = new StartBody(record.Name, record.ExecutionId, now) { IsContinuation = true };
        MessageBody[] first = [start, .. continued.Events.Select(static kept => new EventBody(kept.Name!) { Data = kept.Data })];
        return plan with
        {
            Record = record,
            NewTurns = [],
            ReplacesHistory = true,
            AddedInbox =
            [
                .. plan.AddedInbox,
                .. first.Select(body => new HubMessage(ids.Next(), body.Kind.ToString(), body.Write(), null)),
            ],
            DroppedInbox = [.. state.TimerRows()],
        };
    }

    private static TurnPlan Close(TurnPlan plan, InstanceState state, InstanceRecord record, TaskFailureDetails? failure)
    {
        var closed = plan with { Record = record, DroppedInbox = [.. state.TimerRows()] };
        if (record.ParentId is not { } parent)
        {
            return closed;
        }

        var result = new ResultBody(record.ParentExecutionId!, record.ParentTaskId)
        {
            Result = failure is null ? record.Output : null, Failure = failure,
        };
        return closed with { Outgoing = [.. closed.Outgoing, Outgoing.To(parent, $"{record.ExecutionId}-end", result)] };
    }
}
