using System.Runtime.CompilerServices;
using GenOps.Application.Accounts;
using GenOps.Application.Providers;
using GenOps.Core.Accounts;
using GenOps.Core.Wire;
using Polly;

namespace GenOps.Application.Calls;

/// <summary>
/// The attempts of one call: each is held before and entered after by itself. A hold serves another attempt only when the one before was
/// proven free.
/// </summary>
internal sealed class CallAttempts(CallPlan plan, AccountKeeper keeper, IInferenceProvider provider, CallCharge charge, TimeSpan deadline)
{
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(100);

    private List<Task>? _entering;
    private Hold? _hold;
    private PlannedModel _model = plan.Models[0];
    private ReadOnlyMemory<byte> _body;
    private ProviderFault? _lastFault;
    private AttemptOutcome? _first;

    /// <summary>Attempts sent so far.</summary>
    public int Count { get; private set; }

    /// <summary>What attempts cost that may have been charged without an answer, nano-dollars.</summary>
    public long InDoubtNanoUsd { get; private set; }

    /// <summary>True when a hold passed a limit under the advisory policy.</summary>
    public bool IsBeyondLimit { get; private set; }

    /// <summary>Whether the next attempt could still end in time.</summary>
    public bool HasTime => TimeLeft > TimeSpan.Zero;

    /// <summary>Completes when the entries of failed attempts are durable; the caller waits for it before it answers.</summary>
    public Task Entered => _entering is null ? Task.CompletedTask : Task.WhenAll(_entering);

    /// <summary>Tries the models in order until one answers.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptOutcome> RunAsync(ResiliencePipeline<AttemptOutcome> retries, CancellationToken cancellationToken)
    {
        AttemptOutcome outcome = null!;
        try
        {
            foreach (var model in plan.Models)
            {
                Use(model);
                outcome = await TryAsync(cancellationToken);
                if (CallRetries.MayRepeat(outcome))
                {
                    _first = outcome;
                    outcome = await retries.ExecuteAsync(static (attempts, token) => attempts.TryAgainAsync(token), this, cancellationToken);
                }

                if (outcome is not AttemptOutcome.Failed { Fault.IsRetryable: true } || !HasTime)
                {
                    break;
                }
            }
        }
        catch when (_hold is not null)
        {
            GiveUpHold();
            throw;
        }

        if (outcome is AttemptOutcome.Failed)
        {
            GiveUpHold();
        }

        return outcome;
    }

    // Most calls need no second attempt, so the first is made before the retries, which begin with what came of it.
    private ValueTask<AttemptOutcome> TryAgainAsync(CancellationToken cancellationToken)
    {
        var first = _first;
        _first = null;
        return first is null ? TryAsync(cancellationToken) : ValueTask.FromResult(first);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptOutcome> TryAsync(CancellationToken cancellationToken)
    {
        if (await HoldAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        Count++;
        ProviderReply reply;
        try
        {
            // A call that does not stream is carried to its end even when its client has gone: the provider charges for it all the same, and
            // only the whole answer tells the exact cost.
            var isStream = plan.Parsed.Stream;
            var call = new ProviderCall(plan.Parsed.Endpoint, _body, isStream, Remaining);
            reply = await provider.SendAsync(call, isStream ? cancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            Enter(new ProviderFault { Kind = ProviderFaultKind.Broken });
            throw;
        }

        plan.Request.Clock.Mark(CallStep.Provider);
        switch (reply)
        {
            case ProviderEvents events:
                return new AttemptOutcome.Streaming(_model, Take(), events);
            case ProviderAnswer answer when CompletionReader.TryRead(answer.Body.Span, out var completion) && !completion.HasError:
                return new AttemptOutcome.Answered(_model, Take(), answer, completion);
            case ProviderAnswer:
                return Enter(new ProviderFault { Kind = ProviderFaultKind.Broken, Status = 200 });
            case ProviderFault fault:
                return Enter(fault);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async ValueTask<AttemptOutcome?> HoldAsync(CancellationToken cancellationToken)
    {
        if (_hold is not null)
        {
            return null;
        }

        var hold = await keeper.HoldAsync(plan.Attribution.Team, plan.Attribution.Project, _model.Worst.NanoUsd, cancellationToken);
        plan.Request.Clock.Mark(CallStep.Hold);
        if (hold.State is HoldState.Held)
        {
            _hold = hold;
            IsBeyondLimit |= hold.IsBeyondLimit;
            return null;
        }

        // After an attempt, its fault says more than the missing money for another one.
        return _lastFault is { } fault
            ? new AttemptOutcome.Failed(fault, TimeLeft: TimeSpan.MinValue)
            : new AttemptOutcome.Refused(CallErrors.Of(hold.Refusal!));
    }

    // Timers can fire a little early: what is left then is too short for another attempt.
    private TimeSpan TimeLeft => Rest - ShortestAttempt;

    private TimeSpan Remaining => Rest > TimeSpan.FromSeconds(1) ? Rest : TimeSpan.FromSeconds(1);

    private TimeSpan Rest => deadline - plan.Request.Clock.Elapsed;

    private AttemptOutcome.Failed Enter(ProviderFault fault)
    {
        _lastFault = fault;
        if (fault.MayBeBilled)
        {
            InDoubtNanoUsd += _hold!.NeedNanoUsd;
            (_entering ??= []).Add(keeper.SettleAsync(charge.InDoubt(Take(), _model, Count)));
        }
        else
        {
            (_entering ??= []).Add(keeper.SettleAsync(charge.Free(_hold!, _model, Count)));
        }

        return new AttemptOutcome.Failed(fault, TimeLeft);
    }

    private void Use(PlannedModel model)
    {
        if (_hold is not null && model.Worst.NanoUsd != _hold.NeedNanoUsd)
        {
            GiveUpHold();
        }

        _model = model;
        _body = ProviderBody.Write(plan, model);
    }

    private Hold Take()
    {
        var hold = _hold!;
        _hold = null;
        return hold;
    }

    private void GiveUpHold()
    {
        if (_hold is not null)
        {
            keeper.Release(Take());
        }
    }
}
