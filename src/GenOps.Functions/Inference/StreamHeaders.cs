using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Inference;

/// <summary>The headers of a stream of events; the second and third keep proxies from holding events back.</summary>
internal static class StreamHeaders
{
    public static void Set(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no";
    }
}
