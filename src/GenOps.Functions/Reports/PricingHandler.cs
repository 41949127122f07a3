using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>What calls would cost, and which model to take. None of it calls the provider or holds money.</summary>
public sealed class PricingHandler
{
    private const int MaxCompared = 50;
    private const long DefaultInputTokens = 1_000;
    private const long DefaultOutputTokens = 500;

    private readonly TenantGate _gate;
    private readonly PriceBook _prices;
    private readonly ModelLatencies _latencies;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;

    internal PricingHandler(TenantGate gate, PriceBook prices, ModelLatencies latencies, CallOptions options, TimeProvider time) =>
        (_gate, _prices, _latencies, _options, _time) = (gate, prices, latencies, options, time);

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    private IReadOnlyList<ModelPrice> InForce => _prices.Current.InForce(Today);

    internal Task<IResult> EstimateAsync(HttpRequest http, CancellationToken cancellationToken) => AnswerAsync(
        http,
        _options.MaxRequestBytes,
        (json, request) =>
        {
            var reader = new EstimateReader(_prices.Current, Today, request.Caller.Document.DefaultMaxTokens);
            var (estimate, error) = reader.Read(json);
            return estimate is null ? (null, error) : (PriceViews.Estimate(estimate), null);
        },
        cancellationToken);

    internal Task<IResult> RecommendAsync(HttpRequest http, CancellationToken cancellationToken) => AnswerAsync(
        http,
        JsonBody.MaxBytes,
        (json, request) =>
        {
            var (wish, error) = ModelWishReader.Read(json);
            return wish is null ? (null, error) : (PriceViews.Advice(wish, ModelAdvice.For(wish, Allowed(request))), null);
        },
        cancellationToken);

    internal Task<IResult> AnalyzeAsync(HttpRequest http, CancellationToken cancellationToken) => AnswerAsync(
        http,
        JsonBody.MaxBytes,
        (json, request) =>
        {
            var (load, error) = CostLoadReader.Read(json, _prices.Current, Today);
            if (load is null)
            {
                return (null, error);
            }

            return CostAnalysis.Of(load, [.. Allowed(request)]) is { } analysis
                ? (PriceViews.Analysis(analysis, load), null)
                : (null, new CallError(ErrorCode.InvalidRequest, "The load would cost more than 9000000000 USD. Analyse a smaller one."));
        },
        cancellationToken);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http,
        async request =>
        {
            await _prices.FreshAsync(cancellationToken);
            var latencies = await LatenciesAsync(request, cancellationToken);
            return Results.Json(new { data = InForce.Select(price => View(price, request, latencies)), next_cursor = (string?)null });
        },
        cancellationToken);

    internal Task<IResult> CompareAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http,
        async request =>
        {
            await _prices.FreshAsync(cancellationToken);
            var query = new QueryReader(http.Query);
            var input = query.Number("input_tokens", DefaultInputTokens, 0, PriceLimits.MaxContextLength);
            var output = query.Number("output_tokens", DefaultOutputTokens, 0, PriceLimits.MaxContextLength);
            var names = query.Names("models", MaxCompared);
            if ((query.Error ?? FindUnpriced(names)) is { } error)
            {
                return ProblemResult.Of(error, request.RequestId);
            }

            var latencies = await LatenciesAsync(request, cancellationToken);
            var usage = new TokenUsage(input, output);
            var rows = (names.Count == 0 ? InForce : names.Select(name => _prices.Current.Find(name, Today)!))
                .OrderBy(price => CallCost.NanoUsd(price, usage))
                .ThenBy(price => price.Model, StringComparer.Ordinal)
                .Select(price =>
                {
                    var row = View(price, request, latencies);
                    row["cost_usd"] = UsdOrNull.Format(CallCost.NanoUsd(price, usage));
                    row["cost_nano_usd"] = CallCost.NanoUsd(price, usage);
                    return row;
                });
            return Results.Json(new { input_tokens = input, output_tokens = output, data = rows, next_cursor = (string?)null });
        },
        cancellationToken);

    private static System.Text.Json.Nodes.JsonObject View(
        ModelPrice price, TenantRequest request, IReadOnlyDictionary<string, LatencyHistogram> latencies) => PriceViews.Model(
        price,
        ModelChoice.IsAllowed(request.Caller.Document, price.Model),
        latencies.GetValueOrDefault(price.Model, LatencyHistogram.Empty));

    private CallError? FindUnpriced(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => _prices.Current.Find(name, Today) is null) is { } unknown ? CallErrors.NotPriced(unknown) : null;

    private IEnumerable<ModelPrice> Allowed(TenantRequest request) =>
        InForce.Where(price => ModelChoice.IsAllowed(request.Caller.Document, price.Model));

    private Task<IReadOnlyDictionary<string, LatencyHistogram>> LatenciesAsync(TenantRequest request, CancellationToken cancellationToken) =>
        _latencies.ReadAsync(request.Caller.Tenant, ReportRequest.Of(request).Pins, cancellationToken);

    private Task<IResult> AnswerAsync(
        HttpRequest http,
        int maxBytes,
        Func<JsonElement, TenantRequest, (object? Answer, CallError? Error)> answer,
        CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http,
        async request =>
        {
            await _prices.FreshAsync(cancellationToken);
            var (json, malformed) = await JsonBody.ReadAsync(http, maxBytes, mayBeEmpty: false, cancellationToken);
            using (json)
            {
                var (view, error) = json is null ? (null, malformed) : answer(json.RootElement, request);
                return view is null ? ProblemResult.Of(error!, request.RequestId) : Results.Json(view);
            }
        },
        cancellationToken);
}
