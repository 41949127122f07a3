using System.Collections.Concurrent;
using System.Net;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.Invocation;

public sealed class MiddlewareTests
{
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task Invoke_Middleware_RunsInOrderOfRegistration()
    {
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(_seen);
                builder.UseMiddleware<Recording>();
                builder.UseMiddleware(async (_, next) =>
                {
                    _seen.Enqueue("second in");
                    await next();
                    _seen.Enqueue("second out");
                });
                builder.Use(next => context =>
                {
                    _seen.Enqueue("third");
                    return next(context);
                });
            },
            typeof(Functions));

        await host.Client.GetStringAsync("/Hello");

        Assert.Equal(["Hello in", "second in", "third", "function", "second out", "Hello out"], _seen);
    }

    [Fact]
    public async Task Invoke_MiddlewareThatDoesNotCallNext_SkipsTheFunction()
    {
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(_seen);
                builder.UseMiddleware(static (context, _) =>
                {
                    context.GetHttpContext()!.Response.StatusCode = 403;
                    return Task.CompletedTask;
                });
            },
            typeof(Functions));

        using var response = await host.Client.GetAsync("/Hello");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task Invoke_UseWhen_RunsOnlyForThoseItPicks()
    {
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(_seen);
                builder.UseWhen<Recording>(static context => context.FunctionDefinition.Name == "Other");
            },
            typeof(Functions));

        await host.Client.GetStringAsync("/Hello");
        await host.Client.GetStringAsync("/Other");

        Assert.Equal(["function", "Other in", "Other out"], _seen);
    }

    [Fact]
    public async Task Invoke_MiddlewareCatchesTheFunctionsException_AnswersItself()
    {
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(static async (context, next) =>
            {
                try
                {
                    await next();
                }
                catch (InvalidOperationException)
                {
                    context.GetHttpContext()!.Response.StatusCode = 409;
                }
            }),
            typeof(Failing));

        using var response = await host.Client.GetAsync("/Fails");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Empty(host.Logs.Errors);
    }

    public sealed class Recording(ConcurrentQueue<string> seen) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            seen.Enqueue($"{context.FunctionDefinition.Name} in");
            await next(context);
            seen.Enqueue($"{context.FunctionDefinition.Name} out");
        }
    }

    public sealed class Functions(ConcurrentQueue<string> seen)
    {
        [Function("Hello")]
        public string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            seen.Enqueue("function");
            return "hello";
        }

        [Function("Other")]
        public static string Other([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "other";
    }

    public static class Failing
    {
        [Function("Fails")]
        public static string Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException("no");
    }
}
