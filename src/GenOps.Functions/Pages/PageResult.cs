using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GenOps.Functions.Pages;

/// <summary>A file of the pages. It may load and call nothing but this service, and no other page may frame it.</summary>
internal sealed class PageResult(PageFile file) : IResult
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.ETag = file.ETag;

        // Kept, but asked about each time: all parts of a page are of one build.
        response.Headers.CacheControl = "no-cache";
        if (httpContext.Request.Headers[HeaderNames.IfNoneMatch] == file.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        await response.Body.WriteAsync(file.Content, httpContext.RequestAborted);
    }
}
