using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Sessions;

/// <summary>Sessions: calls that belong together.</summary>
public sealed class SessionsFunctions(SessionsHandler handler)
{
    /// <summary>Starts one.</summary>
    [Function("StartSession")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/sessions")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.StartAsync(request, cancellationToken);

    /// <summary>Lists them, the newest first.</summary>
    [Function("ListSessions")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/sessions")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);

    /// <summary>One with its sums.</summary>
    [Function("GetSession")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/sessions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, id, cancellationToken);

    /// <summary>Ends one.</summary>
    [Function("EndSession")]
    public Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/sessions/{id}/end")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.EndAsync(request, id, cancellationToken);
}
