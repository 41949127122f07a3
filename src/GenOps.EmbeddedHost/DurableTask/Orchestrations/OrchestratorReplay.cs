using DurableTask.Core.Exceptions;
using GenOps.EmbeddedHost.DurableTask.History;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Takes an orchestrator's code through its whole history and one turn further.</summary>
internal sealed class OrchestratorReplay(OrchestratorThread thread, OrchestratorContext context, Func<ValueTask<object?>> call)
{
    private const string Advice =
        " The orchestrator's code has changed while this instance ran, or it decides by something that differs between replays (the "
        + "clock, random numbers, settings, static state). Take time and ids from TaskOrchestrationContext, get all else from activities, "
        + "and give a changed orchestrator a new name.";

    private readonly Queue<TurnInput> _held = [];
    private Task<object?>? _running;
    private bool _isSuspended;

    /// <summary>What the orchestrator threw, for the middleware to see.</summary>
    internal Exception? Failure { get; private set; }

    internal OrchestratorOutcome Run(IReadOnlyList<Turn> history, Turn latest, Func<object?, string?> serialize)
    {
        var outcome = new OrchestratorOutcome { Turn = latest };
        thread.Run(() =>
        {
            try
            {
                foreach (var turn in history)
                {
                    Play(turn, isReplay: true);
                    Compare(turn, context.Tasks.TakeAsked());
                }

                Play(latest, isReplay: false);
                outcome = Conclude(latest, serialize);
            }
            catch (InvalidOperationException) when (thread.Violation is { } violation)
            {
                outcome = Fail(latest, new InvalidOperationException(violation));
            }
            catch (NonDeterministicOrchestrationException exception)
            {
                outcome = Fail(latest, exception);
            }
        });
        thread.Close();
        return outcome;
    }

    private void Play(Turn turn, bool isReplay)
    {
        context.BeginTurn(turn.At, isReplay);
        foreach (var input in turn.Inputs)
        {
            Give(input);
            thread.Pump();
            if (thread.Violation is { } violation)
            {
                throw new InvalidOperationException(violation);
            }
        }
    }

    private void Give(TurnInput input)
    {
        if (input.Kind == InputKind.Suspend)
        {
            _isSuspended = true;
        }
        else if (input.Kind == InputKind.Resume)
        {
            _isSuspended = false;
            while (!_isSuspended && _held.TryDequeue(out var held))
            {
                Give(held);
                thread.Pump();
            }
        }
        else if (_isSuspended)
        {
            _held.Enqueue(input);
        }
        else if (input.Kind == InputKind.Start)
        {
            _running = call().AsTask();
        }
        else if (input.Kind == InputKind.Event)
        {
            context.Events.Deliver(input);
        }
        else
        {
            context.Tasks.Deliver(input);
        }
    }

    private void Compare(Turn turn, IReadOnlyList<OrchestratorAction> asked)
    {
        for (var index = 0; index < Math.Max(turn.Actions.Count, asked.Count); index++)
        {
            var past = index < turn.Actions.Count ? turn.Actions[index] : null;
            var now = index < asked.Count ? asked[index].Head : null;
            if (past != now)
            {
                throw new NonDeterministicOrchestrationException(
                    $"Non-deterministic orchestrator '{context.Name}': its history has {Text(past)} where its code now has {Text(now)}."
                    + Advice);
            }
        }

        if (_running is { IsCompleted: true })
        {
            throw new NonDeterministicOrchestrationException(
                $"Non-deterministic orchestrator '{context.Name}': its history goes on where its code now ends." + Advice);
        }
    }

    private static string Text(TurnAction? action) => action?.ToString() ?? "nothing";

    private OrchestratorOutcome Conclude(Turn latest, Func<object?, string?> serialize)
    {
        var asked = context.Tasks.TakeAsked();
        var isStuck = _running is { IsCompleted: false } && !_isSuspended && !context.Tasks.AnyWaiting && !context.Events.AnyWaiting;
        if (isStuck)
        {
            return Fail(latest, new InvalidOperationException(OrchestratorThread.InvalidAwait));
        }

        return new OrchestratorOutcome
        {
            Turn = latest with { Actions = [.. asked.Select(static action => action.Head)] },
            Actions = asked,
            CustomStatus = context.CustomStatus,
            IsSuspended = _isSuspended,
            CancelledTimers = context.Tasks.CancelledTimers,
            End = End(serialize),
        };
    }

    private OrchestratorEnd? End(Func<object?, string?> serialize)
    {
        if (_running is not { IsCompleted: true })
        {
            return null;
        }

        try
        {
            var result = _running.GetAwaiter().GetResult();
            return context.Continuation is { } continuation
                ? new OrchestratorEnd.Continued(continuation.Input, continuation.KeepsEvents ? [.. context.Events.Kept] : [])
                : new OrchestratorEnd.Completed(serialize(result));
        }
        catch (Exception exception)
        {
            Failure = exception;
            return new OrchestratorEnd.Failed(TaskFailureDetails.FromException(exception));
        }
    }

    /// <summary>Nothing that the broken turn asked for is done.</summary>
    private OrchestratorOutcome Fail(Turn latest, Exception exception)
    {
        Failure = exception;
        return new OrchestratorOutcome
        {
            Turn = latest,
            CustomStatus = context.CustomStatus,
            End = new OrchestratorEnd.Failed(TaskFailureDetails.FromException(exception)),
        };
    }
}
