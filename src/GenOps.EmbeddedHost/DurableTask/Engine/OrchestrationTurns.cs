using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Plans the turns of orchestrations.</summary>
internal sealed partial class OrchestrationTurns(
    OrchestratorRunner runner, MessageIds ids, TimeProvider time, ILogger<OrchestrationTurns> logger)
{
    /// <param name="instanceId">The instance.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="messages">What has come for it, without repetitions.</param>
    /// <param name="onStray">Gets the execution and what it does wrong, if its code goes on after the turn.</param>
    /// <param name="cancellationToken">Cancels the invocation's token.</param>
    internal async Task<TurnPlan> PlanAsync(
        string instanceId,
        InstanceState state,
        IReadOnlyList<Message> messages,
        Action<string, string> onStray,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var intake = new OrchestrationIntake(instanceId, state, now);
        foreach (var message in messages)
        {
            intake.Take(message);
        }

        if (intake.Dropped > 0)
        {
            MessagesDropped(intake.Dropped, instanceId);
        }

        if (intake.Record is not { } record)
        {
            return new TurnPlan((InstanceRecord?)null) { Outgoing = intake.Refusals };
        }

        var start = new TurnPlan(record)
        {
            ReplacesHistory = intake.BeginsExecution,
            AddedInbox = intake.AddedInbox,
            Outgoing = intake.Refusals,
        };
        if (intake.Terminate is { } terminate)
        {
            return OrchestrationEnds.Terminate(start, state, terminate, now);
        }

        if (intake.Violation is { } violation)
        {
            var failure = TaskFailureDetails.FromException(new InvalidOperationException(violation));
            OrchestrationStrayed(record.Name, instanceId, violation);
            return OrchestrationEnds.End(start, state, new OrchestratorEnd.Failed(failure), now);
        }

        if (intake.Inputs.Count == 0)
        {
            return start;
        }

        IReadOnlyList<Turn> history = intake.BeginsExecution ? [] : state.History;
        var at = history.Count > 0 && history[^1].At > now ? history[^1].At : now;
        var outcome = await runner.RunAsync(
            record,
            history,
            new Turn(at, intake.Inputs, []),
            found => onStray(record.ExecutionId, found),
            cancellationToken);
        return Plan(start, state, outcome, now);
    }

    private TurnPlan Plan(TurnPlan start, InstanceState state, OrchestratorOutcome outcome, DateTimeOffset now)
    {
        var record = start.Record! with { CustomStatus = outcome.CustomStatus, UpdatedAt = now };
        var (outgoing, timers) = ActionMessages.Of(outcome.Actions, record);
        var plan = start with { NewTurns = [outcome.Turn], Outgoing = [.. start.Outgoing, .. outgoing] };
        switch (outcome.End)
        {
            case OrchestratorEnd.Continued continued:
                return OrchestrationEnds.Continue(plan with { Record = record }, state, continued, ids, now);
            case { } end:
                return OrchestrationEnds.End(plan with { Record = record }, state, end, now);
            default:
                var isStarted = record.Status != HubStatus.Pending;
                var cancelled = outcome.CancelledTimers
                    .Where(task => state.WaitsFor(record.ExecutionId, task) || outcome.Turn.Actions.Any(action => action.TaskId == task))
                    .ToArray();
                var dropped = cancelled.Select(task => MessageIds.OfAction(record.ExecutionId, task)).ToHashSet();
                return plan with
                {
                    Record = record with
                    {
                        Status = outcome.IsSuspended ? HubStatus.Suspended : isStarted ? HubStatus.Running : HubStatus.Pending,
                    },
                    AddedInbox = [.. start.AddedInbox, .. timers.Where(timer => !dropped.Contains(timer.Id))],
                    CancelledTimers = cancelled,
                    DroppedInbox = [.. dropped.Except(timers.Select(static timer => timer.Id))],
                };
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning, "{Count} message(s) for orchestration '{InstanceId}' were dropped: it does not exist or has ended.")]
    private partial void MessagesDropped(int count, string instanceId);

    [LoggerMessage(2, LogLevel.Error, "Orchestration '{Name}' with id '{InstanceId}' failed: {Violation}")]
    private partial void OrchestrationStrayed(string name, string instanceId, string violation);
}
