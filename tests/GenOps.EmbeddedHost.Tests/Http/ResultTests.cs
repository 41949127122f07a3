using System.Buffers;
using System.Net;
using System.Text;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class ResultTests
{
    private const string Json = "application/json; charset=utf-8";
    private const string Text = "text/plain; charset=utf-8";

    [Theory]
    [InlineData("OkObject", 200, Json, """{"fullName":"Ada","unset":null}""")]
    [InlineData("NotFoundObject", 404, Json, """{"fullName":"Ada","unset":null}""")]
    [InlineData("OkText", 200, Text, "hello")]
    [InlineData("JsonResult", 202, Json, """{"fullName":"Ada","unset":null}""")]
    [InlineData("Content", 418, "text/html; charset=utf-8", "<p>hello</p>")]
    [InlineData("StatusCode", 204, null, "")]
    [InlineData("FileStream", 200, "text/csv", "a,b")]
    [InlineData("FileContent", 200, "text/csv", "a,b")]
    [InlineData("Empty", 200, null, "")]
    [InlineData("Minimal", 201, Json, """{"fullName":"Ada","unset":null}""")]
    [InlineData("MinimalText", 200, Text, "hello")]
    [InlineData("PlainObject", 200, Json, """{"fullName":"Ada","unset":null}""")]
    [InlineData("Number", 200, Json, "42")]
    [InlineData("PlainText", 200, Text, "höllo")]
    [InlineData("ValueTaskText", 200, Text, "hello")]
    [InlineData("NothingReturned", 200, null, "")]
    [InlineData("Null", 200, null, "")]
    [InlineData("WrittenInVoid", 202, "text/x", "written")]
    [InlineData("WrittenInTask", 202, "text/x", "written")]
    [InlineData("WrittenInValueTask", 202, "text/x", "written")]
    [InlineData("WrittenThenEmptyResult", 202, "text/x", "written")]
    public async Task Get_FunctionReturning_IsAnswered(string function, int status, string? contentType, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync($"/{function}");

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_FunctionReturningRedirect_IsRedirected()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync("/Redirect");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("https://example.org/x", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Get_AnyFunction_DoesNotNameTheServer()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync("/PlainText");

        Assert.Empty(response.Headers.Server);
    }

    public sealed record Person(string FullName, string? Unset);

    public static class Functions
    {
        private static readonly Person Ada = new("Ada", null);

        [Function("OkObject")]
        public static IActionResult OkObject([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkObjectResult(Ada);

        [Function("NotFoundObject")]
        public static async Task<IActionResult> NotFoundObject([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await Task.Yield();
            return new NotFoundObjectResult(Ada);
        }

        [Function("OkText")]
        public static ObjectResult OkText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new("hello");

        [Function("JsonResult")]
        public static Task<JsonResult> JsonResult([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Task.FromResult(new JsonResult(Ada) { StatusCode = 202 });

        [Function("Content")]
        public static ContentResult Content([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            new() { Content = "<p>hello</p>", ContentType = "text/html; charset=utf-8", StatusCode = 418 };

        [Function("StatusCode")]
        public static StatusCodeResult StatusCode([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new(204);

        [Function("FileStream")]
        public static FileStreamResult FileStream([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            new(new MemoryStream("a,b"u8.ToArray()), "text/csv");

        [Function("FileContent")]
        public static FileContentResult FileContent([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            new(Encoding.UTF8.GetBytes("a,b"), "text/csv");

        [Function("Empty")]
        public static EmptyResult Empty([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new();

        [Function("Redirect")]
        public static RedirectResult Redirect(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new("https://example.org/x");

        [Function("Minimal")]
        public static IResult Minimal(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Json(Ada, statusCode: 201);

        [Function("MinimalText")]
        public static Task<IResult> MinimalText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Task.FromResult(Results.Text("hello"));

        [Function("PlainObject")]
        public static Person PlainObject([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Ada;

        [Function("Number")]
        public static ValueTask<int> Number([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => ValueTask.FromResult(42);

        [Function("PlainText")]
        public static string PlainText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "höllo";

        [Function("ValueTaskText")]
        public static ValueTask<string> ValueTaskText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            ValueTask.FromResult("hello");

        [Function("NothingReturned")]
        public static void NothingReturned([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }

        [Function("Null")]
        public static Task<IActionResult?> Null([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Task.FromResult<IActionResult?>(null);

        [Function("WrittenInVoid")]
        public static void WrittenInVoid([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Start(request).BodyWriter.Write("written"u8);

        [Function("WrittenInTask")]
        public static async Task WrittenInTask([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            await Start(request).WriteAsync("written");

        [Function("WrittenInValueTask")]
        public static async ValueTask WrittenInValueTask([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            await Start(request).WriteAsync("written");

        [Function("WrittenThenEmptyResult")]
        public static async Task<IActionResult> WrittenThenEmptyResult([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await Start(request).WriteAsync("written");
            return new EmptyResult();
        }

        private static HttpResponse Start(HttpRequest request)
        {
            var response = request.HttpContext.Response;
            response.StatusCode = 202;
            response.ContentType = "text/x";
            return response;
        }
    }
}
