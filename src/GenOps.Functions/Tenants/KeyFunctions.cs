using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Tenants;

/// <summary>The keys of tenants, for the administrator.</summary>
public sealed class KeyFunctions(KeyHandler handler)
{
    /// <summary>Makes a key; its secret is in this answer only.</summary>
    [Function("CreateKey")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/tenants/{tenant}/keys")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.CreateAsync(request, tenant, cancellationToken);

    /// <summary>The keys that are not revoked.</summary>
    [Function("ListKeys")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}/keys")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.ListAsync(request, tenant, cancellationToken);

    /// <summary>A key without its secret.</summary>
    [Function("GetKey")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}/keys/{id}")] HttpRequest request,
        string tenant,
        string id,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, tenant, id, cancellationToken);

    /// <summary>Revokes a key for good.</summary>
    [Function("RevokeKey")]
    public Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "genops/tenants/{tenant}/keys/{id}")] HttpRequest request,
        string tenant,
        string id,
        CancellationToken cancellationToken) =>
        handler.RevokeAsync(request, tenant, id, cancellationToken);
}
