using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Orchestrations;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>An instance as the store has it, kept in memory from turn to turn. Only the instance's running turn touches it.</summary>
internal sealed class InstanceState
{
    private readonly List<Turn> _history = [];
    private readonly HashSet<int> _outstanding = [];

    internal InstanceRecord? Record { get; private set; }

    internal IReadOnlyList<Turn> History => _history;

    internal HandledMessages Handled { get; private init; } = HandledMessages.Read(null);

    /// <summary>What others have not taken over yet.</summary>
    internal Dictionary<string, Outgoing> Outbox { get; } = [];

    internal static InstanceState From(InstanceSnapshot? snapshot)
    {
        var state = new InstanceState { Handled = HandledMessages.Read(snapshot?.Record?.HandledJson) };
        if (snapshot is not null)
        {
            state.Record = snapshot.Record;
            state.AddTurns(snapshot.History.Select(static stored => HubJson.Read<Turn>(stored.Json)));
            foreach (var stored in snapshot.Outbox)
            {
                state.Outbox.Add(stored.Id, Outgoing.FromStore(stored));
            }
        }

        return state;
    }

    /// <summary>Whether the current execution waits for that task's result or timer.</summary>
    internal bool WaitsFor(string executionId, int taskId) => Record?.ExecutionId == executionId && _outstanding.Contains(taskId);

    /// <summary>Follows a commit that was done.</summary>
    internal void Apply(InstanceRecord record, TurnPlan plan, IEnumerable<Outgoing> done)
    {
        Record = record;
        if (plan.ReplacesHistory)
        {
            _history.Clear();
            _outstanding.Clear();
        }

        AddTurns(plan.NewTurns);
        _outstanding.ExceptWith(plan.CancelledTimers);
        foreach (var outgoing in plan.Outgoing)
        {
            Outbox[outgoing.Stored.Id] = outgoing;
        }

        foreach (var outgoing in done)
        {
            Outbox.Remove(outgoing.Stored.Id);
        }
    }

    private void AddTurns(IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            _history.Add(turn);
            _outstanding.UnionWith(turn.Actions
                .Where(static action => action.Kind is not (ActionKind.EntitySignal or ActionKind.SendEvent))
                .Select(static action => action.TaskId));
            _outstanding.ExceptWith(turn.Inputs
                .Where(static input => input.Kind is InputKind.Result or InputKind.Timer)
                .Select(static input => input.TaskId));
        }
    }

    /// <summary>Sub-orchestrations that have not ended, by id.</summary>
    internal IEnumerable<string> RunningChildren() => _history
        .SelectMany(static turn => turn.Actions)
        .Where(action => action.Kind == ActionKind.SubOrchestration && _outstanding.Contains(action.TaskId))
        .Select(action => action.Target ?? OrchestratorContext.ChildId(Record!.ExecutionId, action.TaskId));

    /// <summary>A timer's row in the inbox, for every timer of the execution that has not fired.</summary>
    internal IEnumerable<string> TimerRows() => Record is { } record
        ? _history.SelectMany(static turn => turn.Actions)
            .Where(action => action.Kind == ActionKind.Timer && _outstanding.Contains(action.TaskId))
            .Select(action => MessageIds.OfAction(record.ExecutionId, action.TaskId))
        : [];
}
