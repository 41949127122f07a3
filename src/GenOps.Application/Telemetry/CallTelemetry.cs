using System.Diagnostics;
using System.Diagnostics.Metrics;
using GenOps.Application.Calls;
using GenOps.Application.Providers;
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
    private readonly KeyValuePair<string, object?> _host;
    private readonly KeyValuePair<string, object?> _port;

    /// <summary>Makes the instruments.</summary>
    public CallTelemetry(IInferenceProvider provider)
    {
        _tokens = _meter.CreateHistogram<long>(TelemetryNames.TokenUsage, "{token}", "Tokens of answered calls.");
        _duration = _meter.CreateHistogram<double>(TelemetryNames.OperationDuration, "s", "Time of calls, the provider's included.");
        _cost = _meter.CreateCounter<double>(TelemetryNames.Cost, "{USD}", "Cost of calls.");
        _refusals = _meter.CreateCounter<long>(TelemetryNames.Refusals, "{refusal}", "Calls refused before the provider was asked.");
        _utilization = _meter.CreateGauge<double>(TelemetryNames.BudgetUtilization, "1", "Share of the tightest limit that is spent or held.");
        _overhead = _meter.CreateHistogram<double>(TelemetryNames.OverheadDuration, "s", "Time of calls apart from the provider's.");
        _host = new(TelemetryNames.ServerAddress, provider.Address.Host);
        _port = new(TelemetryNames.ServerPort, provider.Address.Port);
    }

    private bool IsMeasured => _duration.Enabled || _tokens.Enabled || _cost.Enabled;

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
            span.SetTag(_host.Key, _host.Value);
            span.SetTag(_port.Key, _port.Value);
        }

        return span;
    }

    /// <summary>Ends a call that was charged.</summary>
    internal void Charged(Activity? span, CallPlan plan, EntryRow entry, CallReceipt receipt)
    {
        if (span is { IsAllDataRequested: true })
        {
            CallSpan.Describe(span, receipt);
        }

        Charged(span, plan, entry, receipt.CostNanoUsd, receipt.Clock.Marked);
        _overhead.Record(receipt.Clock.Overhead.TotalSeconds, new KeyValuePair<string, object?>(TelemetryNames.OperationName, Operation(plan)));
        if (receipt.Budget is { LimitNanoUsd: > 0 and { } limit } budget)
        {
            _utilization.Record((double)(budget.SpentNanoUsd + budget.HeldNanoUsd) / limit, new(TelemetryNames.Tenant, plan.Caller.Tenant),
                new(TelemetryNames.BudgetScope, BudgetPath.Display(budget.Path)), new(TelemetryNames.BudgetWindow, budget.Window.IsMonth ? "month" : "day"));
        }
    }

    /// <summary>Ends an attempt for a batch's item.</summary>
    internal void ItemEnded(Activity? span, CallPlan plan, EntryRow entry, TimeSpan elapsed)
    {
        if (entry.Status is EntryStatus.Succeeded)
        {
            Charged(span, plan, entry, entry.CostNanoUsd, elapsed);
        }
        else
        {
            Failed(span, plan, ErrorCode.ProviderError, elapsed);
        }
    }

    /// <summary>Ends a call that the provider failed.</summary>
    internal void Failed(Activity? span, CallPlan plan, CallError error) => Failed(span, plan, error.Code, plan.Request.Clock.Elapsed);

    /// <summary>Counts a call that was refused before the provider was asked.</summary>
    internal void Refused(Activity? span, string tenant, string? team, CallError error)
    {
        var code = ErrorCodeNames.Of(error.Code);
        span?.SetTag(TelemetryNames.PolicyResult, "refused");
        span?.SetTag(TelemetryNames.PolicyReason, error.Rule ?? code);
        Fail(span, code);
        var tags = new TagList { { TelemetryNames.ErrorType, code }, { TelemetryNames.Tenant, tenant } };
        AddIfKnown(ref tags, TelemetryNames.Team, team);
        _refusals.Add(1, tags);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static void Fail(Activity? span, string code)
    {
        span?.SetTag(TelemetryNames.ErrorType, code);
        span?.SetStatus(ActivityStatusCode.Error, code);
        span?.Dispose();
    }

    private void Charged(Activity? span, CallPlan plan, EntryRow entry, long costNanoUsd, TimeSpan elapsed)
    {
        if (span is { IsAllDataRequested: true })
        {
            CallSpan.Describe(span, entry, costNanoUsd);
        }

        span?.Dispose();
        if (!IsMeasured)
        {
            return;
        }

        var tags = Tags(plan, entry.Model!);
        tags.Add(TelemetryNames.ResponseModel, entry.Model);
        _duration.Record(elapsed.TotalSeconds, tags);
        RecordTokens(entry.InputTokens, "input", tags);
        RecordTokens(entry.OutputTokens, "output", tags);
        if (costNanoUsd > 0)
        {
            var payer = new TagList { { TelemetryNames.Tenant, plan.Caller.Tenant }, { TelemetryNames.RequestModel, entry.Model } };
            AddIfKnown(ref payer, TelemetryNames.Team, entry.Attribution.Team);
            AddIfKnown(ref payer, TelemetryNames.Project, entry.Attribution.Project);
            _cost.Add((double)costNanoUsd / UsdText.NanoUsdPerUsd, payer);
        }
    }

    private void Failed(Activity? span, CallPlan plan, ErrorCode error, TimeSpan elapsed)
    {
        var code = ErrorCodeNames.Of(error);
        Fail(span, code);
        var tags = Tags(plan, plan.Models[0].Name);
        tags.Add(TelemetryNames.ErrorType, code);
        _duration.Record(elapsed.TotalSeconds, tags);
    }

    private TagList Tags(CallPlan plan, string model) => new()
    {
        { TelemetryNames.OperationName, Operation(plan) },
        { TelemetryNames.ProviderName, TelemetryNames.Together },
        { TelemetryNames.RequestModel, model },
        _host,
        _port,
    };

    private void RecordTokens(long tokens, string type, TagList tags)
    {
        tags.Add(TelemetryNames.TokenType, type);
        _tokens.Record(tokens, tags);
    }

    private static void AddIfKnown(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }

    private static string Operation(CallPlan plan) => plan.Parsed.Endpoint switch
    {
        InferenceEndpoint.ChatCompletions => "chat",
        InferenceEndpoint.Completions => "text_completion",
        InferenceEndpoint.Embeddings => "embeddings",
        _ => throw new UnreachableException(),
    };
}
