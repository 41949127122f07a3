using System.Collections.Concurrent;
using System.Threading.Channels;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// All that is in memory while this process is the hub's active one: instances, what is due later, and the lines of turns and activities
/// to run. Ends with the lease; nothing of it is needed afterwards.
/// </summary>
internal sealed class HubSession(long fencingToken, TimeProvider time, InstanceWatch watch, CancellationToken ended) : IDisposable
{
    /// <summary>Long enough for a busy instance to clear its outbox along with its next turn.</summary>
    private static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    /// <summary>With more instances than this, their histories stay in the store between turns.</summary>
    private const int MaxCached = 10_000;

    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly TimerQueue _timers = new(time);
    private volatile TaskCompletionSource? _idle;
    private long _busy;

    internal long FencingToken => fencingToken;

    internal CancellationToken Ended => ended;

    internal bool IsCrowded => _instances.Count > MaxCached;

    internal RecoveryGate Recovery { get; } = new();

    internal Channel<Instance> OrchestrationTurns { get; } = Channel.CreateUnbounded<Instance>();

    internal Channel<Instance> EntityTurns { get; } = Channel.CreateUnbounded<Instance>();

    internal Channel<ActivityWork> Activities { get; } = Channel.CreateUnbounded<ActivityWork>();

    public void Dispose() => _timers.Dispose();

    /// <summary>Hands a message to its instance, in this process.</summary>
    internal void Post(string instanceId, Message message) => Change(instanceId, instance => instance.Post(message));

    /// <summary>Has an instance's inbox read again, because another process put something there.</summary>
    internal void Refresh(string instanceId) => Change(instanceId, static instance => instance.Refresh());

    /// <summary>Hands a stored message over, now or when it is due.</summary>
    internal void PostStored(string instanceId, HubMessage stored)
    {
        if (Visible(instanceId, stored) is { } message)
        {
            Post(instanceId, message);
        }
    }

    /// <summary>The message if it can be taken in now. A start can be at any time: it makes the instance known.</summary>
    internal Message? Visible(string instanceId, HubMessage stored)
    {
        var message = Message.FromInbox(stored);
        if (stored.VisibleAt is { } at && at > time.GetUtcNow())
        {
            _timers.Add($"{instanceId}|{stored.Id}", at, () => Post(instanceId, message));
            return message.Kind == MessageKind.Start ? message : null;
        }

        return message;
    }

    internal void PostStray(string instanceId, string executionId, string violation) => Post(instanceId, new Message(
        $"{executionId}-stray", MessageOrigin.Engine, null, new StrayBody(executionId, violation), null, 0));

    /// <summary>Hands over all that is in an instance's outbox and was not yet, after it was loaded.</summary>
    internal void Redeliver(Instance instance)
    {
        var outbox = instance.State!.Outbox.Values;
        var rows = outbox.Where(static outgoing => !outgoing.IsActivity).Select(outgoing => RowKey(instance.Id, outgoing.Stored.Id));
        Recovery.Loaded(instance.Id, rows);
        foreach (var outgoing in outbox)
        {
            Dispatch(instance, outgoing);
        }
    }

    /// <summary>Lets everything go out that a turn's commit has made durable.</summary>
    internal void Deliver(Instance instance, TurnWork work, PlannedTurn turn)
    {
        foreach (var done in turn.Done)
        {
            var id = done.Stored.Id;
            instance.Dispatched.Remove(id);
            Recovery.Close(RowKey(instance.Id, id));
            if (!done.IsActivity && _instances.TryGetValue(done.Stored.Target, out var target))
            {
                target.Forget(id);
            }
        }

        foreach (var outgoing in turn.Plan.Outgoing)
        {
            Dispatch(instance, outgoing);
        }

        foreach (var stored in turn.Plan.AddedInbox)
        {
            PostStored(instance.Id, stored);
        }

        foreach (var message in work.Messages.Where(static message => message.Origin == MessageOrigin.Peer))
        {
            Acknowledge(message.SenderId!, message.Id);
        }

        watch.Notify(instance.Id, instance.State?.Record);
    }

    internal void Queue(Instance instance) => (instance.IsEntity ? EntityTurns : OrchestrationTurns).Writer.TryWrite(instance);

    /// <summary>Ends a turn.</summary>
    /// <param name="instance">Whose.</param>
    /// <param name="result">Null when it has to be run again.</param>
    internal void Finish(Instance instance, FinishResult? result)
    {
        switch (result)
        {
            case null when instance.Failures > 1:
                var delay = TimeSpan.FromMilliseconds(50 * Math.Pow(2, Math.Min(instance.Failures, 10)));
                var due = time.GetUtcNow() + (delay < LongestBackoff ? delay : LongestBackoff);
                _timers.Add($"{instance.Id}|retry", due, () => Queue(instance));
                return;
            case null or FinishResult.Again:
                Queue(instance);
                return;
            case FinishResult.Retired:
                _instances.TryRemove(new KeyValuePair<string, Instance>(instance.Id, instance));
                break;
            case FinishResult.FlushLater:
                FlushLater(instance);
                break;
        }

        if (Interlocked.Decrement(ref _busy) == 0)
        {
            _idle?.TrySetResult();
        }
    }

    /// <summary>Completes when no instance has a turn queued or running.</summary>
    internal Task WhenIdleAsync()
    {
        _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Read(ref _busy) == 0)
        {
            _idle.TrySetResult();
        }

        return _idle.Task;
    }

    /// <summary>Forgets an instance that was removed from the store.</summary>
    internal void Forget(string instanceId) => _instances.TryRemove(instanceId, out _);

    private static string RowKey(string instanceId, string outboxId) => $"{instanceId}|{outboxId}";

    private void Dispatch(Instance instance, Outgoing outgoing)
    {
        if (!instance.Dispatched.Add(outgoing.Stored.Id))
        {
            return;
        }

        if (outgoing.Body is ActivityBody activity)
        {
            Activities.Writer.TryWrite(new ActivityWork(instance.Id, outgoing.Stored.Id, activity));
        }
        else
        {
            Post(outgoing.Stored.Target, Message.FromPeer(instance.Id, outgoing.Stored, outgoing.Body));
        }
    }

    private void Acknowledge(string senderId, string outboxId)
    {
        if (_instances.TryGetValue(senderId, out var sender))
        {
            sender.Acknowledge(outboxId);
            FlushLater(sender);
        }
    }

    private void FlushLater(Instance instance) =>
        _timers.Add($"{instance.Id}|flush", time.GetUtcNow() + FlushDelay, () => Change(instance.Id, static found => found.Flush()));

    private void Change(string instanceId, Func<Instance, PostResult> change)
    {
        while (true)
        {
            var instance = _instances.GetOrAdd(instanceId, static id => new Instance(id));
            switch (change(instance))
            {
                case PostResult.MustRun:
                    Interlocked.Increment(ref _busy);
                    Queue(instance);
                    return;
                case PostResult.Kept:
                    return;
                case PostResult.Retired:
                    // Its turn is about to take it out; a new one must not wait for that.
                    _instances.TryRemove(new KeyValuePair<string, Instance>(instanceId, instance));
                    break;
            }
        }
    }
}
