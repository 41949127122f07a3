using GenOps.Functions.Batches.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Tenants;

/// <summary>Tenants, for the administrator.</summary>
public sealed class TenantFunctions(TenantHandler handler, ILogger<DurableBatchStarter> logger)
{
    /// <summary>Makes a tenant or changes its document.</summary>
    [Function("PutTenant")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "genops/tenants/{tenant}")] HttpRequest request,
        string tenant,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        handler.PutAsync(request, tenant, new DurableBatchStarter(client, logger), cancellationToken);

    /// <summary>A tenant's document.</summary>
    [Function("GetTenant")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, tenant, cancellationToken);

    /// <summary>Deletes a tenant for good.</summary>
    [Function("DeleteTenant")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "genops/tenants/{tenant}")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.DeleteAsync(request, tenant, cancellationToken);

    /// <summary>All tenants by name.</summary>
    [Function("ListTenants")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);
}
