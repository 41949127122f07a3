using System.Buffers;
using System.Globalization;
using GenOps.Application.Calls;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>An error of an inference or batch route.</summary>
internal sealed class OpenAiErrorResult(CallError error, string requestId) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = ErrorShapes.Of(error).Status;
        SetHeaders(response, error);
        var body = new ArrayBufferWriter<byte>(512);
        OpenAiErrorWriter.Write(error, requestId, body);
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
    }

    internal static void SetHeaders(HttpResponse response, CallError error)
    {
        if (error.MustNotRetry)
        {
            response.Headers["x-should-retry"] = "false";
        }
        else if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }
    }
}
