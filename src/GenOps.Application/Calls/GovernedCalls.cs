using System.Diagnostics;
using System.Runtime.CompilerServices;
using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Idempotency;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Rates;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using GenOps.Application.Tenants;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Sessions;
using GenOps.Core.Wire;
using Polly;

namespace GenOps.Application.Calls;

/// <summary>
/// The one way to the provider: read, attribute, check, price, hold, call, settle, and answer once the entry is durable. Safe for concurrent
/// use.
/// </summary>
public sealed class GovernedCalls
{
    private readonly AccountKeepers _keepers;
    private readonly IInferenceProvider _provider;
    private readonly CallPlanner _planner;
    private readonly RateLimits _rates;
    private readonly PressureGauge _pressure;
    private readonly PriceBook _prices;
    private readonly SessionDirectory _sessions;
    private readonly IdempotencyKeys _keys;
    private readonly CallTelemetry _telemetry;
    private readonly BudgetAlerts _alerts;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<AttemptOutcome> _retries;

    /// <summary>Calls over these accounts, provider and prices.</summary>
    public GovernedCalls(
        AccountKeepers keepers,
        IInferenceProvider provider,
        PriceBook prices,
        SessionDirectory sessions,
        IdempotencyKeys keys,
        RateLimits rates,
        PressureGauge pressure,
        CallTelemetry telemetry,
        BudgetAlerts alerts,
        CallOptions options,
        TimeProvider time)
    {
        (_keepers, _provider, _sessions, _keys, _telemetry, _alerts) = (keepers, provider, sessions, keys, telemetry, alerts);
        (_rates, _pressure, _prices, _options, _time) = (rates, pressure, prices, options, time);
        _planner = new CallPlanner(prices, time);
        _retries = CallRetries.Create(options, time);
    }

    /// <summary>Runs a call of a known caller. <paramref name="clientGone"/> ends the wait for money and for the head of a stream.</summary>
    /// <exception cref="RowStoreException">Storage does not answer; nothing was sent to the provider.</exception>
    public ValueTask<CallOutcome> RunAsync(Caller caller, CallRequest request, CancellationToken clientGone)
    {
        if (CallPlanner.Read(caller, request, out var parsed, out var attribution) is { } unreadable)
        {
            return ValueTask.FromResult<CallOutcome>(new CallRefused(unreadable));
        }

        return request.IdempotencyKey is { } key
            ? new ValueTask<CallOutcome>(ClaimAsync(caller, request, key, parsed!, attribution, clientGone))
            : GovernAsync(caller, request, parsed!, attribution, null, clientGone);
    }

    private async Task<CallOutcome> ClaimAsync(
        Caller caller, CallRequest request, string key, InferenceRequest parsed, Attribution attribution, CancellationToken clientGone)
    {
        var same = new IdempotencyRequest(
            caller.Tenant, caller.KeyId, request.Endpoint.ToString(), key, request.Body, $"{attribution} {request.Headers.SessionId}");
        return await _keys.ClaimAsync(same, request.RequestId, clientGone) switch
        {
            IdempotencyResult.Claimed claimed => await RunClaimedAsync(caller, request, parsed, attribution, claimed.Claim, clientGone),
            IdempotencyResult.Replay replay => new CallReplayed(replay.Answer),
            IdempotencyResult.InFlight => new CallRefused(CallErrors.KeyInFlight),
            IdempotencyResult.Reused => new CallRefused(CallErrors.KeyReused),
            _ => throw new UnreachableException(),
        };
    }

    // Whatever is not an answer frees the key. A stream completes or frees it by itself.
    private async Task<CallOutcome> RunClaimedAsync(
        Caller caller, CallRequest request, InferenceRequest parsed, Attribution attribution, IdempotencyClaim claim, CancellationToken clientGone)
    {
        var keepsClaim = false;
        try
        {
            var outcome = await GovernAsync(caller, request, parsed, attribution, claim, clientGone);
            keepsClaim = outcome is CallStreaming or CallAnswered { IsStored: true };
            return outcome;
        }
        finally
        {
            if (!keepsClaim)
            {
                await claim.ReleaseAsync();
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CallOutcome> GovernAsync(
        Caller caller, CallRequest request, InferenceRequest parsed, Attribution attribution, IdempotencyClaim? claim, CancellationToken clientGone)
    {
        var sessionId = request.Headers.SessionId ?? parsed.Metadata.SessionId;
        if (sessionId is not null && await SessionFaultAsync(caller, sessionId, clientGone) is { } noSession)
        {
            return new CallRefused(noSession);
        }

        await _prices.FreshAsync(clientGone);
        var isPressed = await _pressure.IsPressedAsync(caller, attribution);
        if (_planner.Plan(caller, request, parsed, attribution, sessionId, claim, isPressed, out var plan) is { } refused)
        {
            return Refuse(caller, attribution, sessionId, parsed.Model, refused);
        }

        plan!.Permit = await _rates.EnterAsync(caller.Tenant, caller.Document, plan.TokenBound, clientGone);
        var outcome = plan.Permit?.Refusal is { } tooFast
            ? Refuse(caller, attribution, sessionId, parsed.Model, CallErrors.Of(tooFast))
            : await CallAsync(plan, clientGone);
        outcome.Rates = plan.Permit?.States ?? [];
        return outcome;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CallOutcome> CallAsync(CallPlan plan, CancellationToken clientGone)
    {
        var keeper = _keepers.Of(plan.Caller.Tenant);
        var charge = new CallCharge(plan, _time);
        var attempts = new CallAttempts(plan, keeper, _provider, charge, TimeSpan.FromSeconds(_options.DeadlineSeconds));
        var span = _telemetry.Start(plan);
        CallOutcome? outcome = null;
        try
        {
            var run = new CallRun(plan, attempts, charge, keeper, _telemetry, _alerts, span);
            outcome = await attempts.RunAsync(_retries, clientGone) switch
            {
                AttemptOutcome.Answered answered => await CallAnswering.FinishAsync(run, answered, _options, _time),
                AttemptOutcome.Streaming streaming => new CallStreaming(run, streaming, _options, _time),
                AttemptOutcome.Failed failed => await FailAsync(run, failed),
                AttemptOutcome.Refused refused => Refuse(plan.Caller, plan.Attribution, plan.SessionId, plan.Models[0].Name, refused.Error, span),
                _ => throw new UnreachableException(),
            };
            return outcome;
        }
        catch (AccountFailedException)
        {
            return new CallRefused(attempts.Count == 0 ? CallErrors.LedgerUnavailable : CallErrors.NotDurable);
        }
        finally
        {
            if (outcome is null)
            {
                span?.Dispose();
            }

            EndPermit(plan.Permit, attempts, outcome);
        }
    }

    // A call that was never sent gives its share of the rates back; a stream ends its share by itself.
    private static void EndPermit(RatePermit? permit, CallAttempts attempts, CallOutcome? outcome)
    {
        if (attempts.Count == 0)
        {
            permit?.Return();
        }
        else if (outcome is not CallStreaming)
        {
            permit?.End();
        }
    }

    private async ValueTask<CallError?> SessionFaultAsync(Caller caller, string sessionId, CancellationToken cancellationToken) =>
        await _sessions.CheckAsync(caller.Tenant, sessionId, new Pins(caller.PinnedTeam, caller.PinnedProject), cancellationToken) switch
        {
            SessionState.Active => null,
            SessionState.Ended => CallErrors.SessionEnded(sessionId),
            SessionState.Unknown => CallErrors.SessionNotFound(sessionId),
            _ => throw new UnreachableException(),
        };

    private async Task<CallRefused> FailAsync(CallRun run, AttemptOutcome.Failed failed) =>
        await CallSettling.AreDurableAsync(run, last: null, CallSettling.Patience(run, _options), _time)
            ? run.Fail(CallErrors.Of(failed.Fault, mayBeBilled: run.Attempts.InDoubtNanoUsd > 0))
            : run.Fail(CallErrors.NotDurable);

    private CallRefused Refuse(
        Caller caller, Attribution attribution, string? sessionId, string model, CallError error, Activity? span = null)
    {
        _telemetry.Refused(span, caller.Tenant, attribution.Team, error);
        if (error.Code is ErrorCode.PolicyViolation or ErrorCode.RateLimited or ErrorCode.BudgetExceeded or ErrorCode.BudgetInFlight)
        {
            var known = _planner.IsPriced(model) ? model : null;
            var rollup = RollupKey.Of(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), attribution, known);
            _keepers.Of(caller.Tenant).CountRefusal(new RefusalKey(rollup, sessionId));
        }

        return new CallRefused(error);
    }
}
