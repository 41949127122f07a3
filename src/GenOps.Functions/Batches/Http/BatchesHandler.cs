using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Application.Sessions;
using GenOps.Core.Batches;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Core.Sessions;
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
    private readonly FileDirectory _files;
    private readonly SessionDirectory _sessions;
    private readonly TimeProvider _time;

    internal BatchesHandler(TenantGate gate, BatchService batches, FileDirectory files, SessionDirectory sessions, TimeProvider time) =>
        (_gate, _batches, _files, _sessions, _time) = (gate, batches, files, sessions, time);

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
            var badHeader = new CallHeaders(request.Http.Headers).ReadAttribution(out var headers);
            if ((malformed ?? badHeader) is { } error)
            {
                return Error(error, request);
            }

            var (asked, wrong) = NewBatchReader.Read(json!.RootElement, headers);
            if ((wrong ?? await FindFaultAsync(request, asked!, cancellationToken)) is { } refused)
            {
                return Error(refused, request);
            }

            var made = await _batches.CreateAsync(request.Caller, asked!, starter, cancellationToken);
            return made.Batch is { } batch ? ShowCreated(batch, request) : Error(made.Error!, request);
        }
    }

    private IResult ShowCreated(BatchRow batch, TenantRequest request)
    {
        var now = _time.GetUtcNow();
        return Results.Json(ClientDialect.IsTogether(request.Http) ? TogetherBatchViews.Created(batch, now) : BatchViews.Of(batch, now));
    }

    /// <summary>Whether the session and the input file that the batch names are there for this caller.</summary>
    private async Task<CallError?> FindFaultAsync(TenantRequest request, NewBatch asked, CancellationToken cancellationToken)
    {
        var (tenant, pins) = (request.Caller.Tenant, new Pins(request.Caller.PinnedTeam, request.Caller.PinnedProject));
        if ((asked.Headers.SessionId ?? asked.Body.SessionId) is { } sessionId)
        {
            var session = await _sessions.FindAsync(tenant, sessionId, pins, cancellationToken);
            if (session is null || session.State is SessionState.Ended)
            {
                return session is null ? CallErrors.SessionNotFound(sessionId) : BatchHttpErrors.SessionEnded;
            }
        }

        var file = await _files.FindAsync(tenant, asked.InputFileId, pins, cancellationToken);
        return file is null ? BatchHttpErrors.NoInput(asked.InputFileId)
            : FilePurposes.IsInput(file.Purpose) ? null
            : BatchHttpErrors.NotInput;
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
