using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Adjustments;

/// <summary>Adjustments, for the administrator.</summary>
public sealed class AdjustmentFunctions(AdjustmentHandler handler)
{
    /// <summary>Corrects a tenant's books.</summary>
    [Function("PostAdjustment")]
    public Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/tenants/{tenant}/adjustments")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.PostAsync(request, tenant, cancellationToken);
}
