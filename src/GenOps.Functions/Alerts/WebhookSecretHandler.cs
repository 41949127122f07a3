using GenOps.Application.Alerts;
using GenOps.Core.Tenants.Documents;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Alerts;

/// <summary>The secrets that sign notices, over HTTP.</summary>
public sealed class WebhookSecretHandler
{
    private readonly AdminGate _gate;
    private readonly WebhookSecrets _secrets;

    internal WebhookSecretHandler(AdminGate gate, WebhookSecrets secrets) => (_gate, _secrets) = (gate, secrets);

    internal Task<IResult> RotateAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        if (!ScopeName.IsValid(tenant) || await _secrets.RotateAsync(tenant, request.Actor, cancellationToken) is not { } secret)
        {
            return request.NotFound("There is no such tenant. See GET /genops/tenants.");
        }

        http.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { secret }, statusCode: StatusCodes.Status201Created);
    });
}
