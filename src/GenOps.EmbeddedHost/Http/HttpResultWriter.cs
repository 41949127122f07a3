using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Writes what a function returned. Nothing returned means that the function has written its response itself.</summary>
internal sealed class HttpResultWriter(IOptions<JsonOptions> options)
{
    private static readonly ActionDescriptor NoAction = new();

    private readonly JsonSerializerOptions _json = options.Value.JsonSerializerOptions;

    internal Task WriteAsync(HttpContext http, object result) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        IResult minimal => minimal.ExecuteAsync(http),
        string text => WriteTextAsync(http.Response, text),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), _json, http.RequestAborted),
    };

    private static async Task WriteTextAsync(HttpResponse response, string text)
    {
        response.ContentType ??= "text/plain; charset=utf-8";
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        await response.BodyWriter.FlushAsync();
    }
}
