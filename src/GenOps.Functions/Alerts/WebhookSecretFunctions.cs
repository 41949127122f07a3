using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Alerts;

/// <summary>The secrets that sign notices, for the administrator.</summary>
public sealed class WebhookSecretFunctions(WebhookSecretHandler handler)
{
    /// <summary>Makes a new secret; it is in this answer only, and the old one signs no more.</summary>
    [Function("RotateWebhookSecret")]
    public Task<IResult> RotateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/tenants/{tenant}/webhook-secret")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.RotateAsync(request, tenant, cancellationToken);
}
