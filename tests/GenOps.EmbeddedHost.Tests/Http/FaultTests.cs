using System.Net;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class FaultTests
{
    [Theory]
    [InlineData("ThrowsAtOnce")]
    [InlineData("ThrowsLater")]
    [InlineData("ThrowsInResult")]
    [InlineData("CancelsItself")]
    public async Task Get_FunctionThrows_Is500WithoutBodyAndLoggedOnce(string function)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync($"/{function}");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("x-half-done"));
        var error = Assert.Single(host.Logs.Errors);
        Assert.Equal($"Function '{function}' failed.", error.Message);
        Assert.NotNull(error.Exception);
    }

    [Fact]
    public async Task Get_FunctionThrowsMidStream_BreaksTheConnection()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetStringAsync("/ThrowsMidStream"));

        Assert.Single(host.Logs.Lines, static line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Get_AfterAFault_OtherCallsStillWork()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var failed = await host.Client.GetAsync("/ThrowsAtOnce");

        Assert.Equal("fine", await host.Client.GetStringAsync("/Fine"));
    }

    public static class Functions
    {
        [Function("Fine")]
        public static string Fine([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "fine";

        [Function("ThrowsAtOnce")]
        public static string ThrowsAtOnce([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["x-half-done"] = "1";
            throw new InvalidOperationException("secret");
        }

        [Function("ThrowsLater")]
        public static async Task<string> ThrowsLater([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("secret");
        }

        [Function("ThrowsInResult")]
        public static IActionResult ThrowsInResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            new JsonResult(typeof(FaultTests));

        [Function("CancelsItself")]
        public static Task<string> CancelsItself([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new OperationCanceledException();

        [Function("ThrowsMidStream")]
        public static async Task ThrowsMidStream([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException("secret");
        }
    }
}
