using System.Buffers;
using GenOps.Application.Accounts;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Sessions;
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
    private const int GenopsHeadroom = 1024;

    private readonly AccountKeepers _keepers;
    private readonly IInferenceProvider _provider;
    private readonly SessionDirectory _sessions;
    private readonly CallPlanner _planner;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<AttemptOutcome> _retries;

    /// <summary>Calls over these accounts, provider, sessions and prices.</summary>
    public GovernedCalls(
        AccountKeepers keepers,
        IInferenceProvider provider,
        SessionDirectory sessions,
        PriceBook prices,
        CallOptions options,
        TimeProvider time)
    {
        (_keepers, _provider, _sessions, _options, _time) = (keepers, provider, sessions, options, time);
        _planner = new CallPlanner(prices, time);
        _retries = CallRetries.Create(options, time);
    }

    /// <summary>Runs a call of a known caller. <paramref name="clientGone"/> ends the wait for money and for the head of a stream.</summary>
    public async Task<CallOutcome> RunAsync(Caller caller, CallRequest request, CancellationToken clientGone)
    {
        if (CallPlanner.Read(caller, request, out var parsed, out var attribution) is { } unreadable)
        {
            return new CallRefused(unreadable);
        }

        var sessionId = request.Headers.SessionId ?? parsed!.Metadata.SessionId;
        if (sessionId is not null && await CheckSessionAsync(caller, sessionId, clientGone) is { } noSession)
        {
            return new CallRefused(noSession);
        }

        if (_planner.Plan(caller, request, parsed!, attribution, sessionId, out var plan) is { } refused)
        {
            return Refuse(caller, attribution, parsed!.Model, refused);
        }

        try
        {
            return await CallAsync(plan!, clientGone);
        }
        catch (AccountFailedException)
        {
            return new CallRefused(CallErrors.LedgerUnavailable);
        }
    }

    private async ValueTask<CallError?> CheckSessionAsync(Caller caller, string sessionId, CancellationToken cancellationToken)
    {
        var pins = new Pins(caller.PinnedTeam, caller.PinnedProject);
        return await _sessions.CheckAsync(caller.Tenant, sessionId, pins, cancellationToken) switch
        {
            SessionState.Active => null,
            SessionState.Ended => CallErrors.SessionEnded(sessionId),
            SessionState.Unknown => CallErrors.SessionNotFound(sessionId),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<CallOutcome> CallAsync(CallPlan plan, CancellationToken clientGone)
    {
        var keeper = _keepers.Of(plan.Caller.Tenant);
        var charge = new CallCharge(plan, _time);
        var attempts = new CallAttempts(plan, keeper, _provider, charge, TimeSpan.FromSeconds(_options.DeadlineSeconds));
        var outcome = await attempts.RunAsync(_retries, clientGone);
        return outcome switch
        {
            AttemptOutcome.Answered answered => await SettleAsync(plan, answered, attempts, charge, keeper),
            AttemptOutcome.Streaming streaming => new CallStreaming(plan, streaming, attempts, charge, keeper, _options, _time),
            AttemptOutcome.Failed failed => new CallRefused(CallErrors.Of(failed.Fault, mayBeBilled: attempts.InDoubtNanoUsd > 0)),
            AttemptOutcome.Refused refused => Refuse(plan.Caller, plan.Attribution, plan.Models[0].Name, refused.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<CallOutcome> SettleAsync(
        CallPlan plan, AttemptOutcome.Answered answered, CallAttempts attempts, CallCharge charge, AccountKeeper keeper)
    {
        var (model, hold, answer, completion) = answered;
        var billed = Core.Pricing.BilledUsage.Of(completion.Usage, model.Worst.Usage, completion.TextTokenBound);
        var settlement = charge.Used(hold, model, attempts.Count, billed, isCut: false);
        var clock = plan.Request.Clock;
        clock.Mark(CallStep.Settle);
        var patience = TimeSpan.FromSeconds(Math.Max(1, _options.DeadlineSeconds - clock.Elapsed.TotalSeconds));
        var isDurable = await CallSettling.IsDurableAsync(keeper, settlement, patience, _time);
        clock.Mark(CallStep.Ledger);
        if (!isDurable)
        {
            return new CallRefused(CallErrors.NotDurable);
        }

        var receipt = CallReceipts.Make(plan, model, attempts, settlement.Entry, keeper.Tightest(hold));
        var genops = new ArrayBufferWriter<byte>(GenopsHeadroom);
        ReceiptWriter.Write(receipt, genops);
        var body = new ArrayBufferWriter<byte>(answer.Body.Length + genops.WrittenCount + 16);
        ResponseSplicer.TryAddGenops(answer.Body.Span, genops.WrittenSpan, body);
        return new CallAnswered(body.WrittenMemory, receipt);
    }

    private CallRefused Refuse(Caller caller, Attribution attribution, string model, CallError error)
    {
        if (error.Code is ErrorCode.PolicyViolation or ErrorCode.BudgetExceeded or ErrorCode.BudgetInFlight)
        {
            var known = _planner.IsPriced(model) ? model : null;
            _keepers.Of(caller.Tenant).CountRefusal(RollupKey.Of(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), attribution, known));
        }

        return new CallRefused(error);
    }
}
