using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Pages;

/// <summary>A file that is part of the app. It may load and call nothing but this service.</summary>
internal sealed class PageResult(string name, string contentType) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var content = typeof(PageResult).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The app was built without {name}.");
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        await content.CopyToAsync(response.Body, httpContext.RequestAborted);
    }
}
