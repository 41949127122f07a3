using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// Takes one instance one turn further: loads it if need be, plans, commits once, and only then lets anything leave the instance.
/// </summary>
internal sealed partial class TurnRunner(
    IHubStore store,
    OrchestrationTurns orchestrations,
    EntityTurns entities,
    ChaosSetting chaos,
    TimeProvider time,
    ILogger<TurnRunner> logger)
{
    /// <summary>False when the turn has to be run again, from what the store has then.</summary>
    internal async Task<FinishResult?> RunAsync(HubSession session, Instance instance)
    {
        var work = new TurnWork([], [], []);
        try
        {
            if (instance.State is null)
            {
                await LoadAsync(session, instance);
            }
            else if (instance.TakeRefresh())
            {
                await RefreshAsync(session, instance);
            }

            var state = instance.State!;
            work = instance.Take(chaos.Monkey);
            var turn = await PlanAsync(session, instance, state, work);
            if (chaos.Monkey?.Strikes() == true)
            {
                TurnLost(instance.Id);
                throw new TurnLostException();
            }

            await CommitAsync(session, instance, state, turn);
            instance.Failures = 0;
            session.Deliver(instance, work, turn);
            var mayRetire = state.Outbox.Count == 0 && state.Handled.IsEmpty && state.Record is null or { IsFinished: true };
            if (session.IsCrowded)
            {
                instance.State = null;
            }

            return instance.Finish(work, mayRetire);
        }
        catch (Exception exception)
        {
            instance.State = null;
            instance.Failures = exception is TurnLostException ? 0 : instance.Failures + 1;
            instance.PutBack(work);
            if (exception is not TurnLostException && !session.Ended.IsCancellationRequested)
            {
                TurnFailed(exception, instance.Id);
            }

            return null;
        }
    }

    private async Task LoadAsync(HubSession session, Instance instance)
    {
        instance.TakeRefresh();
        var snapshot = await store.LoadAsync(instance.Id, session.Ended);
        instance.State = InstanceState.From(snapshot);
        instance.Merge(snapshot?.Inbox ?? [], stored => session.Visible(instance.Id, stored));
        session.Redeliver(instance);
    }

    private async Task RefreshAsync(HubSession session, Instance instance)
    {
        var snapshot = await store.LoadAsync(instance.Id, session.Ended);
        instance.Merge(snapshot?.Inbox ?? [], stored => session.Visible(instance.Id, stored));
    }

    private async Task<PlannedTurn> PlanAsync(HubSession session, Instance instance, InstanceState state, TurnWork work)
    {
        state.Handled.Forget(work.Forgotten);
        var fresh = work.Messages.Where(message => !IsRepeated(state, message)).ToArray();
        TurnPlan plan;
        if (fresh.Length == 0)
        {
            plan = new TurnPlan(state.Record);
        }
        else if (instance.IsEntity)
        {
            plan = await entities.PlanAsync(instance.Id, state, fresh, session.Ended);
        }
        else
        {
            plan = await orchestrations.PlanAsync(
                instance.Id, state, fresh, (execution, violation) => session.PostStray(instance.Id, execution, violation), session.Ended);
        }

        var hasTaken = false;
        foreach (var message in fresh)
        {
            hasTaken |= Remember(session, state, message);
        }

        var now = time.GetUtcNow();
        var done = work.Acknowledged
            .Concat(work.Messages.Where(static message => message.Origin == MessageOrigin.Work).Select(static message => message.Id))
            .Distinct()
            .Select(id => state.Outbox.GetValueOrDefault(id))
            .OfType<Outgoing>()
            .ToArray();
        var consumed = work.Messages
            .Where(message => message.Origin == MessageOrigin.Inbox && !(message.VisibleAt > now))
            .Select(static message => message.Id)
            .Concat(plan.DroppedInbox)
            .ToArray();
        return new PlannedTurn(plan, done, consumed, hasTaken);
    }

    private static bool IsRepeated(InstanceState state, Message message) => message.Origin switch
    {
        MessageOrigin.Peer => state.Handled.KnowsFromPeer(message.Id),
        MessageOrigin.Inbox => message.Kind != MessageKind.Timer && state.Handled.KnowsFromClient(message.Id),
        _ => false,
    };

    /// <summary>Results need not be remembered: the task that waits for one is gone once it is there.</summary>
    private bool Remember(HubSession session, InstanceState state, Message message)
    {
        if (message.Kind is MessageKind.Result or MessageKind.Timer or MessageKind.Stray)
        {
            return false;
        }

        if (message.Origin == MessageOrigin.Peer)
        {
            state.Handled.AddFromPeer(message.Id, session.FencingToken);
            return true;
        }

        if (!(message.VisibleAt > time.GetUtcNow()))
        {
            state.Handled.AddFromClient(message.Id);
        }

        return true;
    }

    private async Task CommitAsync(HubSession session, Instance instance, InstanceState state, PlannedTurn turn)
    {
        if (turn.Plan.Record is not { } record)
        {
            if (turn.Consumed.Count > 0)
            {
                await store.DiscardAsync(instance.Id, turn.Consumed, session.Ended);
            }

            return;
        }

        if (turn.ChangesNothing(state.Record))
        {
            return;
        }

        if (session.Recovery.IsPassed)
        {
            state.Handled.ForgetBefore(session.FencingToken);
        }

        var oldTurns = turn.Plan.ReplacesHistory ? 0 : state.History.Count;
        var committed = record with
        {
            Version = (state.Record?.Version ?? 0) + 1,
            HistoryCount = oldTurns + turn.Plan.NewTurns.Count,
            HandledJson = state.Handled.Write(),
        };
        var outboxLeft = state.Outbox.Count - turn.Done.Count + turn.Plan.Outgoing.Count;
        var isDone = await store.CommitAsync(
            new InstanceCommit
            {
                Record = committed,
                ExpectedVersion = state.Record?.Version,
                FencingToken = session.FencingToken,
                NewHistory =
                [
                    .. turn.Plan.NewTurns.Select((added, index) =>
                        new HistoryEvent(oldTurns + index, Turn.EventKind, HubJson.Write(added))),
                ],
                ReplaceHistory = turn.Plan.ReplacesHistory && state.Record is not null,
                ConsumedInbox = turn.Consumed,
                AddedInbox = turn.Plan.AddedInbox,
                AddedOutbox = [.. turn.Plan.Outgoing.Select(static outgoing => outgoing.Stored)],
                DoneOutbox = [.. turn.Done.Select(static outgoing => outgoing.Stored.Id)],
                IsPending = outboxLeft > 0 || turn.Plan.AddedInbox.Count > 0 || !(record.IsFinished || record.IsEntity),
            },
            session.Ended);
        if (!isDone)
        {
            throw new CommitRefusedException(instance.Id);
        }

        state.Apply(committed, turn.Plan, turn.Done);
    }

    [LoggerMessage(1, LogLevel.Warning, "A turn of '{InstanceId}' could not be finished; it is run again from what is stored.")]
    private partial void TurnFailed(Exception exception, string instanceId);

    [LoggerMessage(2, LogLevel.Information, "Chaos: a turn of '{InstanceId}' is lost and run again.")]
    private partial void TurnLost(string instanceId);
}
