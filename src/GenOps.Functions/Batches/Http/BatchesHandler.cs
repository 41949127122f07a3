using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Core.Batches;
using GenOps.Functions.Http;
using GenOps.Functions.Inference;
using GenOps.Functions.Reports;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Batches.Http;

/// <summary>Takes batches from HTTP and brings them back.</summary>
public sealed class BatchesHandler
{
    private const int DefaultPageRows = 20;
    private const int MaxPageRows = 100;

    private readonly TenantGate _gate;
    private readonly BatchService _batches;
    private readonly BatchCreation _creation;
    private readonly TenantOptions _tenants;
    private readonly TimeProvider _time;

    internal BatchesHandler(TenantGate gate, BatchService batches, BatchCreation creation, TenantOptions tenants, TimeProvider time) =>
        (_gate, _batches, _creation, _tenants, _time) = (gate, batches, creation, tenants, time);

    internal Task<IResult> CreateAsync(HttpRequest http, IBatchStarter starter, CancellationToken cancellationToken) =>
        _gate.RunAsync(http, request => CreateAsync(request, starter, cancellationToken), cancellationToken);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) =>
        _gate.RunAsync(http, request => ListAsync(request, cancellationToken), cancellationToken);

    internal Task<IResult> GetAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => Show(await _batches.GetAsync(request.Caller, id, cancellationToken), id, request),
        cancellationToken);

    internal Task<IResult> CancelAsync(HttpRequest http, string id, IBatchStarter starter, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => Show(await _batches.CancelAsync(request.Caller, id, starter, cancellationToken), id, request),
        cancellationToken);

    private static OpenAiErrorResult Error(CallError error, TenantRequest request) => new(error, request.RequestId);

    private IResult Show(BatchRow? batch, string id, TenantRequest request)
    {
        if (batch is null)
        {
            return Error(BatchHttpErrors.NotFound(id), request);
        }

        var now = _time.GetUtcNow();
        return Results.Json(ClientDialect.IsTogether(request.Http) ? TogetherBatchViews.Of(batch, now) : BatchViews.Of(batch, now));
    }

    private async Task<IResult> CreateAsync(TenantRequest request, IBatchStarter starter, CancellationToken cancellationToken)
    {
        var (json, malformed) = await JsonBody.ReadAsync(request.Http, JsonBody.MaxBytes, mayBeEmpty: false, cancellationToken);
        using (json)
        {
            var sent = new CallHeaders(request.Http.Headers);
            var badAttribution = sent.ReadAttribution(out var headers);
            var badKey = sent.ReadIdempotencyKey(out var idempotencyKey);
            if ((malformed ?? badAttribution ?? badKey) is { } error)
            {
                return Error(error, request);
            }

            var (asked, wrong) = NewBatchReader.Read(json!.RootElement, headers, _tenants.AllowHttpWebhooks);
            return wrong is not null
                ? Error(wrong, request)
                : await _creation.RunAsync(request, json.RootElement, asked!, idempotencyKey, starter, cancellationToken);
        }
    }

    private async Task<IResult> ListAsync(TenantRequest request, CancellationToken cancellationToken)
    {
        // Together's client knows no pages.
        var isTogether = ClientDialect.IsTogether(request.Http);
        var query = new QueryReader(request.Http.Query);
        var limit = (int)query.Number("limit", isTogether ? MaxPageRows : DefaultPageRows, 1, MaxPageRows);
        var after = query.Text("after");
        if (after is not null && !BatchIds.IsValid(after))
        {
            query.Fail("after", "'after' must be the id of a batch.");
        }

        if (query.Error is { } error)
        {
            return Error(error, request);
        }

        var page = await _batches.ListAsync(request.Caller, after, limit, cancellationToken);
        var now = _time.GetUtcNow();
        return isTogether ? Results.Json(TogetherBatchViews.Page(page, now)) : Results.Json(BatchViews.Page(page, now));
    }
}
