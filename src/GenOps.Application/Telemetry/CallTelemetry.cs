using System.Diagnostics;
using System.Diagnostics.Metrics;
using GenOps.Application.Calls;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Wire;

namespace GenOps.Application.Telemetry;

/// <summary>A call's span and metrics. Content is never recorded. Safe for concurrent use.</summary>
public sealed class CallTelemetry : IDisposable
{
    private readonly ActivitySource _source = new(TelemetryNames.Source);
    private readonly Meter _meter = new(TelemetryNames.Source);
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _duration;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _refusals;
    private readonly Gauge<double> _utilization;
    private readonly Histogram<double> _overhead;

    /// <summary>Makes the instruments.</summary>
    public CallTelemetry()
    {
        _tokens = _meter.CreateHistogram<long>(TelemetryNames.TokenUsage, "{token}", "Tokens of answered calls.");
        _duration = _meter.CreateHistogram<double>(TelemetryNames.OperationDuration, "s", "Time of calls, the provider's included.");
        _cost = _meter.CreateCounter<double>(TelemetryNames.Cost, "{USD}", "Cost of calls.");
        _refusals = _meter.CreateCounter<long>(TelemetryNames.Refusals, "{refusal}", "Calls refused before the provider was asked.");
        _utilization = _meter.CreateGauge<double>(TelemetryNames.BudgetUtilization, "1", "Share of the tightest limit that is spent or held.");
        _overhead = _meter.CreateHistogram<double>(TelemetryNames.OverheadDuration, "s", "Time of calls apart from the provider's.");
    }

    /// <summary>Begins the span of a call that may be made.</summary>
    internal Activity? Start(CallPlan plan)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var model = plan.Models[0].Name;
        var span = _source.StartActivity($"{Operation(plan)} {model}", ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
        {
            CallSpan.Describe(span, plan, Operation(plan));
        }

        return span;
    }

    /// <summary>Ends a call that was charged.</summary>
    internal void Charged(Activity? span, CallPlan plan, EntryRow entry, CallReceipt receipt)
    {
        if (span is { IsAllDataRequested: true })
        {
            CallSpan.Describe(span, entry, receipt);
        }

        span?.Dispose();
        var operation = KeyValuePair.Create<string, object?>(TelemetryNames.OperationName, Operation(plan));
        var provider = KeyValuePair.Create<string, object?>(TelemetryNames.ProviderName, TelemetryNames.Together);
        var model = KeyValuePair.Create<string, object?>(TelemetryNames.RequestModel, entry.Model);
        _tokens.Record(entry.InputTokens, [operation, provider, model, new(TelemetryNames.TokenType, "input")]);
        _tokens.Record(entry.OutputTokens, [operation, provider, model, new(TelemetryNames.TokenType, "output")]);
        _duration.Record(receipt.Clock.Elapsed.TotalSeconds, operation, provider, model);
        _overhead.Record(receipt.Clock.Overhead.TotalSeconds, operation);
        var tenant = KeyValuePair.Create<string, object?>(TelemetryNames.Tenant, plan.Caller.Tenant);
        if (receipt.CostNanoUsd > 0)
        {
            _cost.Add(Usd(receipt.CostNanoUsd), [
                tenant, model, new(TelemetryNames.Team, entry.Attribution.Team), new(TelemetryNames.Project, entry.Attribution.Project)]);
        }

        if (receipt.Budget is { LimitNanoUsd: > 0 and { } limit } budget)
        {
            _utilization.Record((double)(budget.SpentNanoUsd + budget.HeldNanoUsd) / limit, tenant,
                new(TelemetryNames.BudgetScope, BudgetPath.Display(budget.Path)), new(TelemetryNames.BudgetWindow, budget.Window.IsMonth ? "month" : "day"));
        }
    }

    /// <summary>Ends a call that the provider failed.</summary>
    internal void Failed(Activity? span, CallPlan plan, CallError error)
    {
        var code = ErrorCodeNames.Of(error.Code);
        span?.SetTag(TelemetryNames.ErrorType, code);
        span?.SetStatus(ActivityStatusCode.Error, code);
        span?.Dispose();
        _duration.Record(plan.Request.Clock.Elapsed.TotalSeconds, [
            new(TelemetryNames.OperationName, Operation(plan)), new(TelemetryNames.ProviderName, TelemetryNames.Together),
            new(TelemetryNames.RequestModel, plan.Models[0].Name), new(TelemetryNames.ErrorType, code)]);
    }

    /// <summary>Counts a call that was refused before the provider was asked.</summary>
    internal void Refused(Activity? span, string tenant, string? team, CallError error)
    {
        var code = ErrorCodeNames.Of(error.Code);
        span?.SetTag(TelemetryNames.PolicyResult, "refused");
        span?.SetTag(TelemetryNames.PolicyReason, error.Rule ?? code);
        span?.SetTag(TelemetryNames.ErrorType, code);
        span?.SetStatus(ActivityStatusCode.Error, code);
        span?.Dispose();
        _refusals.Add(1, new(TelemetryNames.ErrorType, code), new(TelemetryNames.Tenant, tenant), new(TelemetryNames.Team, team));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static string Operation(CallPlan plan) => plan.Parsed.Endpoint switch
    {
        InferenceEndpoint.ChatCompletions => "chat",
        InferenceEndpoint.Completions => "text_completion",
        InferenceEndpoint.Embeddings => "embeddings",
        _ => throw new UnreachableException(),
    };

    private static double Usd(long nanoUsd) => (double)nanoUsd / UsdText.NanoUsdPerUsd;
}
