using GenOps.Application.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Health;

/// <summary>For load balancers and people: alive, and ready for calls.</summary>
public sealed class HealthFunctions(IRowStores stores)
{
    /// <summary>200 while the process answers.</summary>
    [Function("Healthz")]
    public static IResult Alive([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request) =>
        Results.Json(new { status = "alive" });

    /// <summary>200 while storage answers, else 503 with what failed.</summary>
    [Function("Readyz")]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "readyz")] HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await stores.CheckAsync(cancellationToken);
            return Results.Json(new { status = "ready" });
        }
        catch (RowStoreException exception)
        {
            return Results.Json(new { status = "not_ready", failed = "storage", reason = exception.Kind.ToString() }, statusCode: 503);
        }
    }
}
