using GenOps.Application.Calls;
using GenOps.Application.Sessions;
using GenOps.Core.Reports;
using GenOps.Core.Sessions;
using GenOps.Functions.Http;
using GenOps.Functions.Inference;
using GenOps.Functions.Reports;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Sessions;

/// <summary>Takes sessions from HTTP and brings them back.</summary>
public sealed class SessionsHandler
{
    private readonly TenantGate _gate;
    private readonly SessionDirectory _sessions;

    internal SessionsHandler(TenantGate gate, SessionDirectory sessions) => (_gate, _sessions) = (gate, sessions);

    internal Task<IResult> StartAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => StartAsync(request, cancellationToken), cancellationToken);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => ListAsync(request, cancellationToken), cancellationToken);

    internal Task<IResult> GetAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http,
        async request => Show(await _sessions.FindAsync(request.Caller.Tenant, id, PinsOf(request), cancellationToken), id, request),
        cancellationToken);

    internal Task<IResult> EndAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http,
        async request => Show(await _sessions.EndAsync(request.Caller.Tenant, id, PinsOf(request), cancellationToken), id, request),
        cancellationToken);

    private static Pins PinsOf(TenantRequest request) => new(request.Caller.PinnedTeam, request.Caller.PinnedProject);

    private static IResult Show(SessionView? view, string id, TenantRequest request) => view is null
        ? ProblemResult.Of(CallErrors.SessionNotFound(id), request.RequestId)
        : Results.Json(SessionViews.Of(view));

    private async Task<IResult> StartAsync(TenantRequest request, CancellationToken cancellationToken)
    {
        var (json, malformed) = await JsonBody.ReadAsync(request.Http, JsonBody.MaxBytes, mayBeEmpty: true, cancellationToken);
        using (json)
        {
            var badHeader = new CallHeaders(request.Http.Headers).ReadAttribution(out var headers);
            if ((malformed ?? badHeader) is { } error)
            {
                return ProblemResult.Of(error, request.RequestId);
            }

            var (session, wrong) = NewSessionReader.Read(json!.RootElement, headers, request.Caller);
            return session is null
                ? ProblemResult.Of(wrong!, request.RequestId)
                : Results.Json(
                    SessionViews.Of(await _sessions.StartAsync(request.Caller.Tenant, session, cancellationToken)),
                    statusCode: StatusCodes.Status201Created);
        }
    }

    private async Task<IResult> ListAsync(TenantRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Http.Query);
        var limit = (int)query.Number("limit", SessionLimits.DefaultPageRows, 1, SessionLimits.MaxPageRows);
        var cursor = query.Text("cursor");
        var status = query.Text("status");
        if (status is not (null or "active" or "ended"))
        {
            query.Fail("status", "'status' must be active or ended.");
        }

        if (cursor is not null && !SessionIds.IsValid(cursor))
        {
            query.Fail("cursor", "'cursor' must be the 'next_cursor' of the page before.");
        }

        SessionState? state = status switch { "active" => SessionState.Active, "ended" => SessionState.Ended, _ => null };
        return query.Error is { } error
            ? ProblemResult.Of(error, request.RequestId)
            : Results.Json(SessionViews.Page(
                await _sessions.ListAsync(request.Caller.Tenant, PinsOf(request), state, limit, cursor, cancellationToken)));
    }
}
