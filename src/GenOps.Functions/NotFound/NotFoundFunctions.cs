using GenOps.Application.Calls;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.NotFound;

/// <summary>Answers paths that no other function serves, in the envelope that clients read.</summary>
public sealed class NotFoundFunctions(TimeProvider time)
{
    /// <summary>Any other path.</summary>
    [Function("NotFound")]
    public IResult Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", "head", "options", Route = "{*path}")] HttpRequest request, string? path)
    {
        var requestId = new RequestIds(time).Assign(request.HttpContext.Response);
        var error = new CallError(ErrorCode.NotFound, $"Nothing is served at {request.Method} /{path}. See /openapi.json for all routes.");
        return request.Path.StartsWithSegments("/genops", StringComparison.Ordinal) ? ProblemResult.Of(error, requestId) : new OpenAiErrorResult(error, requestId);
    }
}
