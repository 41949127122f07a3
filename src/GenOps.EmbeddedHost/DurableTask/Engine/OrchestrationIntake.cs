using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Sorts the messages of one turn: what the orchestrator is told, and what concerns the instance as a whole.</summary>
internal sealed class OrchestrationIntake(string instanceId, InstanceState state, DateTimeOffset now)
{
    private readonly List<TurnInput> _inputs = [];
    private readonly List<Outgoing> _refusals = [];
    private readonly List<HubMessage> _added = [];
    private bool _isStarting;

    internal InstanceRecord? Record { get; private set; } = state.Record;

    internal bool BeginsExecution { get; private set; }

    internal IReadOnlyList<TurnInput> Inputs => _inputs;

    internal IReadOnlyList<Outgoing> Refusals => _refusals;

    internal IReadOnlyList<HubMessage> AddedInbox => _added;

    internal TerminateBody? Terminate { get; private set; }

    internal string? Violation { get; private set; }

    /// <summary>Messages that came to nothing: their target does not exist, or has ended.</summary>
    internal int Dropped { get; private set; }

    private bool IsLive => Record is { IsFinished: false };

    internal void Take(Message message)
    {
        if (message.VisibleAt > now)
        {
            TakeDelayed(message);
        }
        else if (message.Body is StartBody start)
        {
            TakeStart(start);
        }
        else if (IsLive)
        {
            TakeLive(message.Body);
        }
        else
        {
            Dropped++;
        }
    }

    private void TakeLive(MessageBody body)
    {
        switch (body)
        {
            case EventBody told:
                _inputs.Add(new TurnInput(InputKind.Event) { Name = told.Name, Data = told.Data });
                break;
            case ResultBody result when IsAwaited(result.ExecutionId, result.TaskId):
                _inputs.Add(new TurnInput(InputKind.Result) { TaskId = result.TaskId, Data = result.Result, Failure = result.Failure });
                break;
            case TimerBody timer when IsAwaited(timer.ExecutionId, timer.TaskId):
                _inputs.Add(new TurnInput(InputKind.Timer) { TaskId = timer.TaskId });
                break;
            case SuspendBody suspend:
                _inputs.Add(new TurnInput(InputKind.Suspend));
                Record = Record! with { Output = suspend.Reason };
                break;
            case ResumeBody resume:
                _inputs.Add(new TurnInput(InputKind.Resume));
                Record = Record! with { Output = resume.Reason };
                break;
            case TerminateBody terminate:
                Terminate = terminate;
                break;
            case StrayBody stray when stray.ExecutionId == Record!.ExecutionId:
                Violation = stray.Violation;
                break;
        }
    }

    private bool IsAwaited(string executionId, int taskId) =>
        !_isStarting && state.WaitsFor(executionId, taskId)
        && !_inputs.Any(input => input.TaskId == taskId && input.Kind is InputKind.Result or InputKind.Timer);

    private void TakeStart(StartBody start)
    {
        var isExpected = Record?.ExecutionId == start.ExecutionId && (start.IsContinuation || Record.Status == HubStatus.Pending);
        if (isExpected && !_isStarting)
        {
            Record = Record! with { Status = HubStatus.Running };
            Begin();
        }
        else if (!IsLive && Record?.ExecutionId != start.ExecutionId)
        {
            BeginsExecution = true;
            Record = NewRecord(start, HubStatus.Running);
            Begin();
        }
        else if (start.ParentId is { } parent && Record?.ExecutionId != start.ExecutionId)
        {
            var failure = new TaskFailureDetails(
                "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                $"An orchestration with id '{instanceId}' has not ended.", null, null, null);
            var body = new ResultBody(start.ParentExecutionId!, start.ParentTaskId) { Failure = failure };
            _refusals.Add(Outgoing.To(parent, $"{start.ExecutionId}-refused", body));
        }
        else
        {
            Dropped++;
        }
    }

    private void Begin()
    {
        _isStarting = true;
        _inputs.Insert(0, new TurnInput(InputKind.Start));
    }

    /// <summary>Keeps a message in the own inbox until it is due. A start makes the instance known at once.</summary>
    private void TakeDelayed(Message message)
    {
        if (message.Origin != MessageOrigin.Inbox)
        {
            _added.Add(new HubMessage(message.Id, message.Kind.ToString(), message.Body.Write(), message.VisibleAt));
        }

        if (message.Body is StartBody start && !IsLive)
        {
            BeginsExecution = true;
            Record = NewRecord(start, HubStatus.Pending);
        }
    }

    private InstanceRecord NewRecord(StartBody start, HubStatus status) => new()
    {
        InstanceId = instanceId,
        Name = start.Name,
        Status = status,
        Version = state.Record?.Version ?? 0,
        ExecutionId = start.ExecutionId,
        Input = start.Input,
        ParentId = start.ParentId,
        ParentName = start.ParentName,
        ParentExecutionId = start.ParentExecutionId,
        ParentTaskId = start.ParentTaskId,
        CreatedAt = start.CreatedAt,
        Tags = start.Tags ?? new Dictionary<string, string>(),
        TraceParent = start.TraceParent,
        TraceState = start.TraceState,
    };
}
