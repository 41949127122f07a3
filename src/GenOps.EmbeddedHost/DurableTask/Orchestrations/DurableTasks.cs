using GenOps.EmbeddedHost.DurableTask.History;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>The actions of one execution in their order, and the tasks that wait for them.</summary>
internal sealed class DurableTasks(OrchestratorThread thread, PayloadReader read)
{
    private readonly Dictionary<int, Action<TurnInput>> _waiting = [];
    private readonly HashSet<int> _cancelledTimers = [];
    private List<OrchestratorAction> _asked = [];
    private int _next;

    /// <summary>Whether anything can still come that the orchestrator may be waiting for.</summary>
    internal bool AnyWaiting => _waiting.Count > 0;

    internal IReadOnlyCollection<int> CancelledTimers => _cancelledTimers;

    internal int NextId => _next;

    /// <summary>What was asked for since the last time.</summary>
    internal IReadOnlyList<OrchestratorAction> TakeAsked()
    {
        var asked = _asked;
        _asked = [];
        return asked;
    }

    /// <summary>Asks for something without waiting for it.</summary>
    internal void Ask(ActionKind kind, string name, Func<TurnAction, OrchestratorAction> describe) =>
        _asked.Add(describe(new TurnAction(kind, _next++, name)));

    /// <summary>Asks for something and waits for how it ends.</summary>
    internal Task<T> Ask<T>(
        ActionKind kind, string name, Func<TurnAction, OrchestratorAction> describe, Func<int, TaskFailureDetails, Exception> fail)
    {
        var id = _next;
        Ask(kind, name, describe);
        var source = new TaskCompletionSource<T>();
        _waiting.Add(id, input => Finish(source, input, failure => fail(id, failure)));
        return source.Task;
    }

    internal Task AskTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var id = _next;
        Ask(ActionKind.Timer, "", head => new OrchestratorAction(head) { At = fireAt });
        var source = new TaskCompletionSource();
        _waiting.Add(id, _ => source.TrySetResult());
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (source.TrySetCanceled(cancellationToken) && _waiting.Remove(id))
                {
                    _cancelledTimers.Add(id);
                }
            });
        }

        return source.Task;
    }

    /// <summary>Hands a result or a timer to the task that waits for it; nobody may, when a timer was cancelled.</summary>
    internal void Deliver(TurnInput input)
    {
        if (_waiting.Remove(input.TaskId, out var finish))
        {
            thread.Complete(() => finish(input));
        }
    }

    private void Finish<T>(TaskCompletionSource<T> source, TurnInput input, Func<TaskFailureDetails, Exception> fail)
    {
        if (input.Failure is { } failure)
        {
            source.TrySetException(fail(failure));
            return;
        }

        T? result;
        try
        {
            result = (T?)read(input.Data, typeof(T));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            source.TrySetException(exception);
            return;
        }

        source.TrySetResult(result!);
    }
}
