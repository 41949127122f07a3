using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Tenants;

/// <summary>What administrators did.</summary>
public sealed class AuditFunctions(AuditHandler handler)
{
    /// <summary>Acts in the order of time, from an instant on.</summary>
    [Function("ListAudit")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/audit")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);
}
