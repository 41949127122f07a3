using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>Gives every request an id that its answer carries, refusals too.</summary>
internal sealed class RequestIds(TimeProvider time)
{
    public string Assign(HttpResponse response)
    {
        var id = Ulid.NewUlid(time.GetUtcNow()).ToString();
        response.Headers["x-genops-request-id"] = id;
        response.Headers["x-request-id"] = id;
        return id;
    }
}
